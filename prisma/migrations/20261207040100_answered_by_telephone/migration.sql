-- A referrer whom no e-mail reached is rung, and a worker writes down what they answer: the answer is theirs, and the words are the worker's.
alter table question add column by_telephone boolean not null default false;

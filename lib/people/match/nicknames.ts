import { likeness } from './spelling';

/**
 * Given names that are used for one another: short forms, and spellings of one name in Latin letters. Common knowledge,
 * gathered from lists of English short forms and of spellings seen in England's baby name statistics (ONS); not complete,
 * and only a reason to look, never a proof.
 */
const GROUPS = `
abdul abdullah abdallah abdulla
abigail abi abbie abby gail
adam ad
ahmed ahmad ahmet
aidan aiden aaden
aisha ayesha aysha aishah aicha
alan allan allen al
alexander alex alec sandy xander zander lex sasha alexandr aleksander
alexandra alex sandra lexi lexie sasha alexa aleksandra
alfred alf alfie fred
ali aly
alice ali allie
alison ali allison
amanda mandy
amelia millie milly amy emilia
amina aminah ameena
amy aimee
andrew andy drew andrzej andrei
angela angie
anna anne ann annie anya hannah
anthony tony antony ant antoni
archibald archie
arthur art artie
ashley ash ashleigh ashlee
barbara barb babs basia
beatrice bea trixie beatrix
benjamin ben benny benji
bethany beth
bilal billal
bradley brad
bridget bridie biddy
caitlin kaitlyn katelyn caitlyn kaitlin cait
callum calum cal
cameron cam kameron
caroline carrie caz
catherine katherine kathryn cathy kathy kate katie cath kath kitty kat katarzyna kasia catriona
charles charlie chas chuck
charlotte charlie lottie lotte
christina tina chris christine chrissie krystyna
christopher chris kris topher krzysztof
claire clare clara
connor conor konnor
daniel dan danny daniil
danielle dani
darren daz
david dave davey dai dawid
deborah debbie debra deb
declan dec
dominic dom dominik
dorothy dot dottie dolly
dylan dillon
edward ed eddie ted teddy ned eduard
eleanor ellie nell nellie elinor leonora ella
elizabeth liz lizzie beth betty eliza elsie libby lily bess elisabeth elspeth elzbieta
ella ellie
emily em emmie millie
emma em
ethan eathan
evelyn evie eve
fatima fatimah fatema fatma
florence flo flossie florrie
francesca fran frankie chess
francis frank fran frankie
frances fran frankie fanny
frederick fred freddie freddy
gabriel gabe gabi
gabrielle gabby gabi ella
georgia george georgie
gerald gerry jerry
gillian gill jill
grace gracie
graham graeme grahame
gregory greg grzegorz
hamza hamzah
harold harry hal
harriet hattie harri
harry harrison henry
hassan hasan
helen nell helena ellen
henry harry hank hal
hussein hussain husain hossain hossein
ibrahim ebrahim
imogen immy immie
isaac zac ike isaak
isabella isabel bella izzy izzie isabelle isobel isabell belle
isla ayla
jack john jackie
jacob jake jakub
jacqueline jackie jacqui
james jim jimmy jamie jem jay
janet jan
jasmine jaz jas yasmin jasmin
jeffrey geoffrey jeff geoff
jennifer jenny jen jenna
jeremy jez jerry
jessica jess jessie
joan joanie
joanna jo joanne joan joasia
john jack johnny jon jan
jonathan jon jonny jonathon
joseph joe joey jozef yusuf yousef
joshua josh
judith judy jude
julia jules julie
karen kaz
katarina katerina kat katia
keith keef
kenneth ken kenny
khadija khadijah kadija
kieran kieron ciaran
kimberley kim kimberly
laura lauren laurie
lawrence larry laurence lars
leah lia lea
leo leon leonard leonardo len lenny
lewis louis lew lou
lilian lily lilly lil lillian
louise lou lulu
lucas luke luka lukas lukasz
lucy lucie luce lucinda
lydia liddy
madeleine maddie maddy madeline
mahmoud mahmood mehmood mahmud
margaret maggie meg peggy marge margie greta rita maisie daisy małgorzata malgorzata
maria marie ria
mariam maryam miriam mariyam
martha marty
martin marty
mary molly polly may
matilda tilly tilda mattie
matthew matt matty mateusz
maximilian max maxwell
megan meg meghan
melanie mel
melissa mel missy lissa
michael mike mick micky michal mikey
michelle shell chelle
mohammed muhammad mohammad muhammed mohamed mohamad muhamad mohd md mo maxamed maxamuud mehmet
molly mollie mary
musa moosa moses
mustafa mustapha moustafa
nancy nan
natalie nat natalia natasha
natasha tasha nat
nathan nate nathaniel nat
nicholas nick nicky nicolas nico mikolaj
nicola nicky nikki nic nicole
oliver olly ollie oli
olivia liv livvy olive
omar umar omer
osama usama
oscar oskar
patricia pat trish tricia patsy
patrick pat paddy
paul pawel pavel
penelope penny
peter pete piotr
philip phil phillip pip filip
philippa pippa pip
phoebe feebee
rachel rach rachael
raymond ray
rebecca becky bec becca beccy rebekah
reuben ruben
rhys reece reese rees
richard rick dick ricky rich richie
robert rob bob bobby robbie bert
roberta bobbie
ronald ron ronnie
rosemary rose rosie
rose rosie rosa
ruth ruthie
samantha sam sammy
samuel sam sammy
sandra sandy
sarah sara sally sadie zara
sean shaun shawn
sebastian seb bas
shah sha
shannon shan
sharon shaz
sofia sophia sophie zofia
sophie soph
stephanie steph stef
stephen steven steve stevie
stuart stewart stu
susan sue susie suzanne susannah
sydney sidney syd sid
tabitha tabby
taylor tayla
thea theodora dorothea
theodore theo ted teddy
theresa teresa terry tess tessa
thomas tom tommy tomasz
timothy tim timmy
toby tobias
tracey tracy trace
usman osman uthman
valerie val
vanessa ness nessa
veronica ronnie vera
victor vic viktor
victoria vicky tori vikki wiktoria viktoria
vincent vince vinny
violet vi
walter walt wally
wayne wain
william will bill billy liam willy
yasmin yasmeen yasmine jasmine
yusuf yousuf yousef yusef youssef joseph
yahya yehia
zachary zac zak zack zachariah zakariya zakaria
zainab zaynab zeinab zayneb
zoe zoey zoya
karoline karolina caroline carolina
alicia alicja alisha alysha
natalia nataliya natalie
mateo matteo
niamh neve
caoimhe keeva kiva
oluwaseun seun
temitope temi tope
oluwaseun seun
babatunde tunde
chinedu nedu
ebenezer eben
oluwatobi tobi
adebayo bayo
magdalena magda
agnieszka agnes aga
malgorzata gosia margaret
stanislaw stan
wojciech wojtek
wladyslaw wladek
yulia julia
yelena elena
`;

/** Family names that are one name in other letters: Cantonese and Mandarin, Bengali and Urdu, Polish men and women. */
const FAMILIES = `
chan chen
cheung zhang chang
wong wang huang hwang
lau liu
ng wu
lee li
lam lin lim
leung liang
yeung yang
chow zhou
ho he
hui xu hsu
kwok guo kuo
tang deng
chowdhury choudhury chaudhry chaudhary choudhry
hussain hussein husain hossain
mahmood mahmoud mehmood
mohammed muhammad mohammad mohamed
sheikh shaikh
qureshi quraishi
macdonald mcdonald
mccarthy maccarthy
kowalski kowalska
nowak novak
`;

const familyGroups = new Map(FAMILIES.trim().split('\n').flatMap((line, place) => line.split(' ').map((name) => [name, place] as const)));

/** Are two family names, as plain words, spellings of one? */
export function areSpellings(a: string, b: string): boolean {
  const group = familyGroups.get(a);
  return group !== undefined && group === familyGroups.get(b);
}

const FORMS_ALIKE = 0.8;

const groupsOf = new Map<string, number[]>();
const firsts: string[] = [];
for (const [place, line] of GROUPS.trim().split('\n').entries()) {
  const names = line.split(' ');
  firsts.push(names[0] ?? '');
  for (const name of names) groupsOf.set(name, [...(groupsOf.get(name) ?? []), place]);
}

/**
 * Are two given names, as plain words, used for one another? A full name and each of its forms are; two forms are only when they
 * look alike, since Elsie and Lily may both be an Elizabeth, and are far more often two girls.
 */
export function areNicknames(a: string, b: string): boolean {
  const shared = (groupsOf.get(a) ?? []).filter((group) => groupsOf.get(b)?.includes(group));
  return shared.some((group) => firsts[group] === a || firsts[group] === b || likeness(a, b) >= FORMS_ALIKE);
}

/** The first group a given name belongs to, as a key for finding; the name itself when it belongs to none. */
export function nicknameKey(name: string): string {
  const [group] = groupsOf.get(name) ?? [];
  return group === undefined ? name : `#${group}`;
}

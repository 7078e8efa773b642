import { attributesOf, classNames, content } from './markup';
import type { Content, Outer, Part } from './options';
import { Tag } from './tag';

export interface TaskListItem {
  title: Content & { classes?: string | undefined };
  hint?: Content | undefined;
  status: Content & { tag?: Part | undefined; classes?: string | undefined };
  href?: string | undefined;
  classes?: string | undefined;
}

export interface TaskListOptions extends Outer {
  idPrefix?: string | undefined;
  /** Falsy items are left out, so that a condition can stand in the list. */
  items: readonly (TaskListItem | null | false | undefined)[];
}

function Task({ item, id }: { item: TaskListItem; id: string }) {
  const { title, hint, status } = item;
  return (
    <li className={classNames('govuk-task-list__item', item.href && 'govuk-task-list__item--with-link', item.classes)}>
      <div className="govuk-task-list__name-and-hint">
        {item.href ? (
          <a className={classNames('govuk-link govuk-task-list__link', title.classes)} href={item.href} aria-describedby={classNames(hint && `${id}-hint`, `${id}-status`)}>
            {content(title)}
          </a>
        ) : (
          <div className={title.classes || undefined}>{content(title)}</div>
        )}
        {hint && (
          <div id={`${id}-hint`} className="govuk-task-list__hint">
            {content(hint)}
          </div>
        )}
      </div>
      <div className={classNames('govuk-task-list__status', status.classes)} id={`${id}-status`}>
        {status.tag ? <Tag {...status.tag} /> : content(status)}
      </div>
    </li>
  );
}

/** GOV.UK task list. */
export function TaskList({ idPrefix, items, classes, attributes }: TaskListOptions) {
  return (
    <ul className={classNames('govuk-task-list', classes)} {...attributesOf(attributes)}>
      {items.map((item, index) => item && <Task item={item} id={`${idPrefix || 'task-list'}-${index + 1}`} key={index} />)}
    </ul>
  );
}

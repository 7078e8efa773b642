import type { UnsentReport } from '@/lib/contact/unsent/unsent-store';
import type { Post } from '@/lib/rota/model';
import type { Callee, Cause } from './alarm';

/** Who rings the author of an unsent report (safe practice 7.10): managers, and by night emergency duty. */
export function ringsUnsent(role: string): boolean {
  return role === 'manager' || role === 'emergency_duty_worker';
}

/** An alarm names an unsent report by its own id and the instant from which it counts. */
export const occasionOf = ({ id, since }: Pick<UnsentReport, 'id' | 'since'>) => `${id} ${since.toString()}`;

/**
 * The unsent reports that somebody must be called about. At level 4 day and night; others, of which nobody in the agency
 * may be told, while the office is open; nobody has rung them because it closed.
 */
export function unsentCauses(unsent: readonly Pick<UnsentReport, 'id' | 'since' | 'urgent' | 'given'>[], closed: boolean): Cause[] {
  return unsent.flatMap((report): Cause[] => {
    const due = report.given.manager;
    if (due === null) return [];
    return [{ kind: report.urgent ? 'unsent_level_4' : 'unsent', contactId: null, occasion: occasionOf(report), due, rests: closed && !report.urgent }];
  });
}

const RINGING_POSTS: readonly Post[] = ['duty_manager', 'emergency_duty_manager', 'emergency_duty_worker'];

/** Of those on, who may ring the author: a duty social worker sees nothing of an unsent report. */
export function thoseWhoRing(order: readonly Callee[]): Callee[] {
  return order.filter(({ post }) => post === null || RINGING_POSTS.includes(post));
}

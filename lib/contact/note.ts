/** The two things that are said of a contact past its time, as one note with both named. */
export function breachText({ meanwhile, why }: { meanwhile: string; why: string }): string {
  return `Done for the child meanwhile: ${meanwhile.trim()}\n\nWhy it is late: ${why.trim()}`;
}

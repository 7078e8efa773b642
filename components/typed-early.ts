/** Long texts that were changed before React had taken the page over, as they stood last. */
const typed = new Map<HTMLTextAreaElement, string>();

const note = (area: EventTarget | null) => {
  if (area instanceof HTMLTextAreaElement) typed.set(area, area.value);
};
const noteEvent = ({ target }: Event) => note(target);

/**
 * Remembers what is typed while the page's scripts are still on their way: React, when it takes a page over, gives each
 * textarea that came with a text that text again (react-dom, initTextarea), and a slow line would cost the words of the
 * first seconds.
 */
export function watchTyping(): void {
  for (const area of document.querySelectorAll('textarea')) if (area.value !== area.textContent.replaceAll('\r\n', '\n')) note(area);
  document.addEventListener('input', noteEvent, true);
}

/** Once React has the page: puts back what it took, and tells whoever keeps the form that it was typed. */
export function putBackTyped(): void {
  document.removeEventListener('input', noteEvent, true);
  for (const [area, text] of typed) {
    if (!area.isConnected || area.value === text) continue;
    area.value = text;
    area.dispatchEvent(new Event('input', { bubbles: true }));
  }
  typed.clear();
}

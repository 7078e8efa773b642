import { OneOf, Words } from '@/app/report/_parts/questions';
import type { StepProps } from './step-page';

const SCALE = Array.from({ length: 11 }, (_, step) => ({ value: String(step), text: String(step) }));

/** The four questions of Signs of Safety (domain 5.6). */
export function Strengths({ typed }: StepProps) {
  return (
    <>
      <Words typed={typed} name="view.workingWell" label="What is working well?" hint="Who protects the child, what the family does right, what they did when it mattered" />
      <Words typed={typed} name="view.worriedAbout" label="What are you worried about?" hint="What may happen to the child if nothing changes" />
      <Words typed={typed} name="view.needsToHappen" label="What needs to happen?" />
      <OneOf
        typed={typed}
        name="view.scale"
        label="How safe is the child, from 0 to 10?"
        hint="0: so bad that they cannot live at home. 10: safe enough that nobody need be involved."
        items={SCALE}
        small
        inOneRow
      />
    </>
  );
}

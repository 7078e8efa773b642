import { Protects, SCALE } from '@/app/report/_parts/own-view';
import { OneOf, Words } from '@/app/report/_parts/questions';
import { keysOf } from '@/lib/contact/report/steps';
import { Several } from './several';
import type { StepProps } from './step-page';

/** The four questions of Signs of Safety as the reporter answers them, and apart from each other strengths and safety (domain 5.6). */
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
      <Words typed={typed} name="view.strengths" label="Strengths and resources of the family and the people around it" hint="Who could be counted on? It may be a hope still." rows={3} />
      <Several sure={typed.sure} list="protections" keys={keysOf(typed.fields, 'protections')} titleOf={(_, place) => `What keeps the child safe: ${place}`} addText="Add something else that protects">
        {(key) => <Protects typed={typed} prefix={`protection.${key}`} />}
      </Several>
    </>
  );
}

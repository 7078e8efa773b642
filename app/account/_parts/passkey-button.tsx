'use client';

import { browserSupportsWebAuthn, startAuthentication, startRegistration, type PublicKeyCredentialCreationOptionsJSON, type PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser';
import { useRef, useState, useSyncExternalStore } from 'react';

const NOT_TAKEN = 'Your device did not give a passkey. Try again, or go another way.';

const never = () => () => undefined;

/** Whether this browser knows passkeys: not before it has taken the page over. */
function useKnowsPasskeys(): boolean {
  return useSyncExternalStore(never, browserSupportsWebAuthn, () => false);
}

interface Asked {
  challenge: string;
  options: PublicKeyCredentialRequestOptionsJSON;
}

/** Asks the device for a passkey and hands its answer in with the form around it. Without a script there is nothing to press. */
export function PasskeyButton({ text, names = { challenge: 'challenge', answer: 'answer' } }: { text: string; names?: { challenge: string; answer: string } }) {
  const knows = useKnowsPasskeys();
  const [challenge, answer] = [useRef<HTMLInputElement>(null), useRef<HTMLInputElement>(null)];
  const [problem, setProblem] = useState('');
  const press = async () => {
    setProblem('');
    try {
      const asked = (await (await fetch('/session/passkey/options', { method: 'POST', headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' }, body: '' })).json()) as Asked;
      const given = await startAuthentication({ optionsJSON: asked.options });
      if (challenge.current === null || answer.current === null) return;
      challenge.current.value = asked.challenge;
      answer.current.value = JSON.stringify(given);
      answer.current.form?.submit();
    } catch {
      setProblem(NOT_TAKEN);
    }
  };
  return (
    <>
      <input type="hidden" name={names.challenge} ref={challenge} />
      <input type="hidden" name={names.answer} ref={answer} />
      <div role="status">{problem !== '' && <p className="govuk-error-message">{problem}</p>}</div>
      {knows && (
        <button type="button" className="govuk-button govuk-button--secondary" onClick={() => void press()}>
          {text}
        </button>
      )}
    </>
  );
}

/** Has the device make the passkey that is asked for, and hands it in with the name. */
export function NewPasskey({ asked }: { asked: PublicKeyCredentialCreationOptionsJSON }) {
  const knows = useKnowsPasskeys();
  const answer = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState('');
  const press = async () => {
    setProblem('');
    try {
      const made = await startRegistration({ optionsJSON: asked });
      if (answer.current === null) return;
      answer.current.value = JSON.stringify(made);
      answer.current.form?.requestSubmit();
    } catch {
      setProblem('Your device made no passkey. It may have one for this account already, or you stopped it.');
    }
  };
  return (
    <>
      <input type="hidden" name="answer" ref={answer} />
      <div role="status">{problem !== '' && <p className="govuk-error-message">{problem}</p>}</div>
      {knows ? (
        <button type="button" className="govuk-button" onClick={() => void press()}>
          Make the passkey
        </button>
      ) : (
        <p className="govuk-body">This browser cannot make a passkey: it needs a newer one, with JavaScript. An authenticator app works in any.</p>
      )}
    </>
  );
}

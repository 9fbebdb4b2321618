import { Button, Group, Text, TextInput } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatPhone } from '../../lib/language/format';
import { ProblemAlert } from '../../ui/messages/problem-alert';
import '../side.css';
import { useNameContact } from './caller-of-leg';
import type { NameDraft, NameDrafts } from './name-drafts';

const MOST = 100;

interface CallerNameProps {
  applicationId: string;
  /** E.164 without `+`. */
  number: string;
  name: string | null;
  names: NameDrafts;
}

/** The name of a number, which the agent may give, change or take away. */
export function CallerName({ applicationId, number, name, names }: CallerNameProps) {
  const { t } = useTranslation();
  const part = useRef<HTMLDivElement>(null);
  /** Whether the person is here: then the button takes the focus from the form, and the form from the button. */
  const [here, setHere] = useState(false);
  const draft = names.drafts[number];

  function become(next: NameDraft | null): void {
    const at = document.activeElement;
    setHere(part.current?.contains(at) === true || at?.contains(part.current) === true);
    names.write(number, next);
  }

  return (
    <div ref={part}>
      {draft ? (
        <NameForm
          applicationId={applicationId}
          number={number}
          draft={draft}
          names={names}
          label={t('console.callerName')}
          autoFocus={here}
          onDone={() => become(null)}
        />
      ) : (
        <Group gap="xs" justify="space-between" wrap="nowrap">
          {name && (
            <Text fw={600} className="dw-caller-name">
              {name}
            </Text>
          )}
          <Button
            variant={name ? 'subtle' : 'default'}
            size="compact-sm"
            autoFocus={here}
            leftSection={<IconPencil size={14} aria-hidden />}
            onClick={() => become({ typed: name ?? '', before: name ?? '' })}
          >
            {t(name ? 'console.changeName' : 'console.addName')}
          </Button>
        </Group>
      )}
    </div>
  );
}

interface UnsavedNamesProps {
  applicationId: string;
  /** Number of the contact who is shown; null without one. */
  shown: string | null;
  names: NameDrafts;
}

/** Names that were being typed when another contact came: they wait until they are saved or given up. */
export function UnsavedNames({ applicationId, shown, names }: UnsavedNamesProps) {
  const { t } = useTranslation();
  const waiting = Object.entries(names.drafts).filter(
    ([number, { typed, before }]) => number !== shown && typed.trim() !== before,
  );
  return waiting.map(([number, draft]) => (
    <NameForm
      key={number}
      applicationId={applicationId}
      number={number}
      draft={draft}
      names={names}
      label={t('console.nameFor', { number: formatPhone(number) })}
      onDone={() => names.write(number, null)}
    />
  ));
}

interface NameFormProps {
  applicationId: string;
  number: string;
  draft: NameDraft;
  names: NameDrafts;
  label: string;
  autoFocus?: boolean;
  /** It is saved, or given up. */
  onDone: () => void;
}

function NameForm({ applicationId, number, draft, names, label, autoFocus = false, onDone }: NameFormProps) {
  const { t } = useTranslation();
  const nameContact = useNameContact(applicationId);
  const form = useRef<HTMLFormElement>(null);
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<unknown>();
  const { write, focus } = names;

  useEffect(() => {
    focus(number, form.current?.contains(document.activeElement) === true);
    return () => focus(number, false);
  }, [number, focus]);

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    setSaving(true);
    setError(undefined);
    await nameContact(number, draft.typed.trim()).then(onDone, setError);
    setSaving(false);
  }

  return (
    <form
      ref={form}
      onSubmit={save}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.nativeEvent.isComposing) onDone();
      }}
      onFocus={() => focus(number, true)}
      onBlur={({ currentTarget, relatedTarget, target }) => {
        // Another window may have the focus: then it comes back here.
        if (!currentTarget.contains(relatedTarget) && document.activeElement !== target) focus(number, false);
      }}
      className="dw-caller-form"
    >
      <TextInput
        autoFocus={autoFocus}
        label={label}
        value={draft.typed}
        maxLength={MOST}
        onChange={(event) => write(number, { ...draft, typed: event.currentTarget.value })}
      />
      <ProblemAlert error={error} />
      <Group gap="xs">
        <Button type="submit" size="compact-sm" loading={saving}>
          {t('console.saveName')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onDone}>
          {t('common.cancel')}
        </Button>
      </Group>
    </form>
  );
}

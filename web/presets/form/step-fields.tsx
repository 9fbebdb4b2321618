import { Group, NativeSelect, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Application } from '../../applications/current-application';
import { WholeNumberField } from '../../ui/fields/whole-number-field';
import { UserField } from '../../users/user-field';
import { languageName, USUAL_LANGUAGE, VOICES } from './languages';
import { PhoneField } from './phone-field';
import { type FieldName, type FormStep, isShown, RING_SECONDS, type Whom } from './read-form';
import { useReportUnread } from './unread-fields';
import type { FieldChange } from './write-field';

/** Seconds (Vonage: NCCO §2). */
const LONGEST_RING = 120;

type StepOf<Kind extends FormStep['kind']> = Extract<FormStep, { kind: Kind }>;

interface FieldsProps<Kind extends FormStep['kind']> {
  step: StepOf<Kind>;
  errors: Partial<Record<FieldName, string>>;
  readOnly: boolean;
  onChange: (change: FieldChange) => void;
}

/** What the caller hears, in which language and voice. */
export function SayFields({ step, errors, readOnly, onChange }: FieldsProps<'say'>) {
  const { t, i18n } = useTranslation();
  const code = step.language ?? USUAL_LANGUAGE;
  const named = (one: string) => ({ value: one, label: languageName(one, i18n.language) });
  const languages = [...new Set([...Object.keys(VOICES), code])].map(named);
  languages.sort((left, right) => left.label.localeCompare(right.label, i18n.language));
  const voices = Math.max(VOICES[code] ?? 1, (step.voice ?? 0) + 1);
  return (
    <>
      <Textarea
        label={t('presets.form.text')}
        data-field="text"
        autosize
        minRows={2}
        maxRows={8}
        value={step.text}
        error={errors.text}
        readOnly={readOnly}
        onChange={(event) => onChange({ field: 'text', value: event.currentTarget.value })}
      />
      <Group gap="sm" align="flex-start" grow preventGrowOverflow={false}>
        {isShown(step, 'language') && (
          <NativeSelect
            label={t('presets.form.language')}
            data-field="language"
            value={code}
            data={languages}
            error={errors.language}
            disabled={readOnly}
            onChange={({ currentTarget: { value } }) =>
              onChange({ field: 'language', value: value === USUAL_LANGUAGE ? null : value })
            }
          />
        )}
        {isShown(step, 'voice') && (
          <NativeSelect
            label={t('presets.form.voice')}
            data-field="voice"
            value={String(step.voice ?? 0)}
            data={Array.from({ length: voices }, (_, voice) => ({
              value: String(voice),
              label: t('presets.form.voiceNumber', { number: voice + 1 }),
            }))}
            error={errors.voice}
            disabled={readOnly}
            onChange={({ currentTarget: { value } }) =>
              onChange({ field: 'voice', value: value === '0' ? null : Number(value) })
            }
          />
        )}
      </Group>
    </>
  );
}

/** Whom a step rings, and for how long. */
export function RingFields({
  application,
  step,
  errors,
  readOnly,
  onChange,
}: FieldsProps<'ring'> & { application: Application }) {
  const { t } = useTranslation();
  const { whom, seconds, fixed } = step;
  const ring = (value: Whom) => onChange({ field: 'whom', value });
  const beginnings: Record<Whom['type'], Whom> = {
    user: { type: 'user', name: '' },
    number: { type: 'number', number: '' },
    dialed: { type: 'dialed' },
  };
  return (
    <>
      <Group gap="sm" align="flex-start" grow preventGrowOverflow={false}>
        <NativeSelect
          label={t('presets.form.rings')}
          value={whom.type}
          data={(['user', 'number', 'dialed'] as const).map((value) => ({
            value,
            label: t(`presets.form.whom.${value}`),
          }))}
          disabled={readOnly || fixed}
          onChange={({ currentTarget: { value } }) => ring(beginnings[value as Whom['type']])}
        />
        {whom.type === 'user' && (
          <UserField
            applicationId={application.id}
            label={t('presets.form.person')}
            data-field="whom"
            value={whom.name}
            error={errors.whom}
            readOnly={readOnly}
            onChange={(name) => ring({ type: 'user', name })}
          />
        )}
        {whom.type === 'number' && (
          <PhoneField
            application={application}
            label={t('presets.form.number')}
            data-field="whom"
            value={whom.number}
            error={errors.whom}
            readOnly={readOnly}
            onChange={(number) => ring({ type: 'number', number })}
          />
        )}
      </Group>
      {isShown(step, 'seconds') && (
        <SecondsField
          seconds={seconds}
          error={errors.seconds}
          readOnly={readOnly}
          onChange={(value) => onChange({ field: 'seconds', value })}
        />
      )}
    </>
  );
}

interface SecondsFieldProps {
  seconds: number | null;
  error: string | undefined;
  readOnly: boolean;
  onChange: (seconds: number | null) => void;
}

/** How long someone is rung. */
function SecondsField({ seconds, error, readOnly, onChange }: SecondsFieldProps) {
  const { t } = useTranslation();
  /** The last valid value, while the field holds something else. */
  const [instead, setInstead] = useState<{ of: number | null } | null>(null);
  useReportUnread(instead?.of === seconds);
  return (
    <WholeNumberField
      label={t('presets.form.seconds')}
      data-field="seconds"
      w={160}
      min={1}
      max={LONGEST_RING}
      placeholder={String(RING_SECONDS)}
      unit={
        <Text size="sm" c="dimmed" px="sm">
          {t('presets.form.secondsUnit')}
        </Text>
      }
      value={seconds}
      error={error}
      readOnly={readOnly}
      onChange={(value) => {
        setInstead(Number.isNaN(value) ? { of: seconds } : null);
        if (!Number.isNaN(value)) onChange(value);
      }}
    />
  );
}

/** The sound that a step plays. */
export function PlayFields({ step, errors, readOnly, onChange }: FieldsProps<'play'>) {
  const { t } = useTranslation();
  return (
    <TextInput
      label={t('presets.form.url')}
      data-field="url"
      type="url"
      inputMode="url"
      autoComplete="off"
      spellCheck={false}
      placeholder="https://"
      value={step.url}
      error={errors.url}
      readOnly={readOnly}
      onChange={(event) => onChange({ field: 'url', value: event.currentTarget.value.trim() })}
    />
  );
}

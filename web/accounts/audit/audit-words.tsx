import { Text } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { formatPhone } from '../../lib/language/format';
import { useApplicationNames } from '../people/member-fields';
import type { AuditEntry } from './audit';
import { valueWords } from './value-words';

/** The change as a sentence: "Owner rented +44 7700 900123." */
export function AuditSentence({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation();
  return <Text size="sm">{auditSentence(t, entry)}</Text>;
}

export function auditSentence(t: TFunction, entry: AuditEntry): string {
  const [noun = '', verb = ''] = entry.action.split('.');
  const name = targetName(t, entry);
  const actor = actorName(t, entry);
  return t(`audit.action.${noun}.${verb}`, { actor, name, defaultValue: `${actor}: ${entry.action} ${name}` });
}

function actorName(t: TFunction, { actorKind, actorName: name }: AuditEntry): string {
  if (actorKind === 'STRANGER') return name ? t('audit.app', { name }) : t('audit.stranger');
  if (actorKind === 'API_KEY') return t('audit.apiKey', { name: name ?? '–' });
  if (actorKind === 'VONAGE_KEY') return t('audit.vonageKey');
  return name ?? t('audit.someone');
}

function targetName(t: TFunction, { targetKind, targetId, targetName: name }: AuditEntry): string {
  if (targetKind === 'number') return formatPhone(name);
  const kind = targetId.split('/')[1];
  return targetKind === 'preset' && kind
    ? t('audit.presetOf', { kind: t(`presets.kind.${kind.toUpperCase()}`), name })
    : name;
}

type Values = Record<string, unknown>;

/** Changed values before and after, one line each. */
export function AuditChanges({ entry }: { entry: AuditEntry }) {
  const { t, i18n } = useTranslation();
  const before = (entry.before ?? {}) as Values;
  const after = (entry.after ?? {}) as Values;
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => name in before || after[name] !== null,
  );
  const applications = useApplicationNames();
  if (names.length === 0) return null;
  /** An application is written down by its id. */
  const words = (name: string, value: unknown) =>
    (name === 'applicationId' && applications?.find(({ id }) => id === value)?.name) || valueWords(name, value, i18n);
  return (
    <dl className="dw-changes">
      {names.map((name) => (
        <div key={name}>
          <dt>{t(`audit.value.${name}`, { defaultValue: name })}</dt>
          <dd>
            {name in before && (
              <>
                <span className="dw-was">{words(name, before[name])}</span>
                {name in after && <IconArrowRight size={14} role="img" aria-label={t('audit.became')} />}
              </>
            )}
            {name in after && <span>{words(name, after[name])}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

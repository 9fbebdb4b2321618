import { Text } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import type { i18n, TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { formatPhone } from '../../lib/language/format';
import type { AuditEntry } from './audit';

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
  if (names.length === 0) return null;
  return (
    <dl className="dw-changes">
      {names.map((name) => (
        <div key={name}>
          <dt>{t(`audit.value.${name}`, { defaultValue: name })}</dt>
          <dd>
            {name in before && (
              <>
                <span className="dw-was">{valueText(t, i18n, name, before[name])}</span>
                {name in after && <IconArrowRight size={14} role="img" aria-label={t('audit.became')} />}
              </>
            )}
            {name in after && <span>{valueText(t, i18n, name, after[name])}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function valueText(t: TFunction, { language }: i18n, name: string, value: unknown): string {
  if (value === null && (name === 'eventDays' || name === 'callDays')) return t('retention.forEver');
  if (value === null || value === undefined || value === '') return t('audit.nothing');
  if (typeof value === 'boolean') return t(value ? 'audit.yes' : 'audit.no');
  if (typeof value === 'number') return value.toLocaleString(language);
  if (Array.isArray(value)) return value.length > 0 ? value.join(', ') : t('audit.nothing');
  const text = String(value);
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text)) return new Date(text).toLocaleString(language);
  return formatPhone(text);
}

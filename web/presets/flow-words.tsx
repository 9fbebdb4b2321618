import {
  IconMessage2,
  IconMicrophone,
  IconMusic,
  IconPhoneOutgoing,
  IconPoint,
  IconTextPlus,
  IconUsers,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import './presets.css';

interface Endpoint {
  type?: string;
  user?: string;
  number?: string;
  uri?: string;
}

interface Action {
  action?: string;
  text?: string;
  endpoint?: Endpoint[];
  streamUrl?: string[];
  name?: string;
}

const ICONS = {
  talk: IconMessage2,
  connect: IconPhoneOutgoing,
  input: IconTextPlus,
  stream: IconMusic,
  record: IconMicrophone,
  conversation: IconUsers,
} as const;

const isKnown = (action: string | undefined): action is keyof typeof ICONS => action !== undefined && action in ICONS;

/** An NCCO told in words: what a caller hears, and whom it rings. */
export function FlowWords({ ncco }: { ncco: unknown }) {
  const { t } = useTranslation();
  const actions = Array.isArray(ncco) ? (ncco as Action[]) : [];
  const lines = actions.map((action, at) => ({ id: `${at} ${action.action}`, action }));
  if (lines.length === 0) return <p className="dw-flow-empty">{t('presets.flow.empty')}</p>;
  return (
    <ol className="dw-flow">
      {lines.map(({ id, action }) => {
        const Icon = isKnown(action.action) ? ICONS[action.action] : IconPoint;
        const key = isKnown(action.action) ? action.action : 'other';
        return (
          <li key={id}>
            <Icon size={16} aria-hidden />
            <span>
              {t(`presets.flow.${key}`, { text: action.text, who: whom(action), name: action.name ?? action.action })}
            </span>
          </li>
        );
      })}
    </ol>
  );

  function whom({ endpoint }: Action): string {
    const [first] = endpoint ?? [];
    if (first?.type === 'phone') return first.number === 'PARAMS_TO' ? t('presets.flow.dialled') : (first.number ?? '');
    return first?.user ?? first?.uri ?? '';
  }
}

import { Badge, Text, UnstyledButton } from '@mantine/core';
import { IconPhoneOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { formatPhone } from '../../lib/language/format';
import { type Action, asksOurMenu, type Block, type Branch, type Flow } from './flow';
import { StepIcon, stepTitle } from './step-icon';
import './flow.css';

interface FlowPictureProps {
  flow: Flow;
  /** The text is not valid JSON at the moment: this is the last valid flow. */
  stale?: boolean;
  /** The step under the cursor. */
  selected?: string | null;
  /** The current step of a call. */
  active?: string | null;
  /** Shows a step in the text; without it the steps are read-only. */
  onSelect?: (id: string) => void;
}

/** A call flow as a list of steps with a branch per key: lists can be read aloud, printed and shown on a phone. */
export function FlowPicture({ flow, stale = false, ...rest }: FlowPictureProps) {
  const { t } = useTranslation();
  if (flow.blocks.length === 0) return <p className="dw-flow-empty">{t('presets.flow.empty')}</p>;
  const last = flow.blocks.at(-1);
  return (
    <div className="dw-flow" data-stale={stale || undefined}>
      <Steps blocks={flow.blocks} {...rest} />
      {last && !asksOurMenu(last.action) && <End />}
    </div>
  );
}

type StepsProps = Omit<FlowPictureProps, 'flow' | 'stale'> & { blocks: Block[] };

function Steps({ blocks, ...rest }: StepsProps) {
  return (
    <ol className="dw-flow-steps">
      {blocks.map((block) => (
        <li key={block.id} data-unreached={block.unreached || undefined}>
          <Step block={block} {...rest} />
          {block.branches && <Branches branches={block.branches} {...rest} />}
        </li>
      ))}
    </ol>
  );
}

function Step({ block, selected, active, onSelect }: { block: Block } & Omit<StepsProps, 'blocks'>) {
  const { t } = useTranslation();
  const { action, id, unreached } = block;
  const { title, detail } = useStepWords(action);
  const inside = (
    <>
      <StepIcon action={action.action} />
      <span>
        <span className="dw-flow-title">{title}</span>
        {detail && <span className="dw-flow-detail">{detail}</span>}
        {unreached && <span className="dw-flow-note">{t('presets.flow.unreached')}</span>}
        {id === active && (
          <Badge component="span" color="green" variant="filled" size="sm" className="dw-badge">
            {t('presets.flow.now')}
          </Badge>
        )}
      </span>
    </>
  );
  const about = { className: 'dw-flow-step', 'data-kind': action.action, 'data-active': id === active || undefined };
  if (!onSelect) return <div {...about}>{inside}</div>;
  return (
    <UnstyledButton {...about} aria-pressed={id === selected} onClick={() => onSelect(id)}>
      {inside}
    </UnstyledButton>
  );
}

function Branches({ branches, ...rest }: { branches: Branch[] } & Omit<StepsProps, 'blocks'>) {
  const { t } = useTranslation();
  return (
    <ul className="dw-flow-branches">
      {branches.map(({ index, digits, user, blocks }) => (
        <li key={index}>
          <div className="dw-flow-key">
            <kbd className="dw-figures">{digits || '?'}</kbd>
            <span>{t('presets.flow.whenPressed', { digits: digits || '?', user })}</span>
          </div>
          <Steps blocks={blocks} {...rest} />
        </li>
      ))}
      <li>
        <div className="dw-flow-key">
          <kbd>…</kbd>
          <Text component="span" size="sm">
            {branches.length === 0 ? t('presets.flow.noKeys') : t('presets.flow.otherKeys')}
          </Text>
        </div>
      </li>
    </ul>
  );
}

function End() {
  const { t } = useTranslation();
  return (
    <p className="dw-flow-end">
      <IconPhoneOff size={16} aria-hidden /> {t('presets.flow.end')}
    </p>
  );
}

/** Title of a step, and what is said, rung or played in it. */
function useStepWords(action: Action): { title: string; detail: string } {
  const { t } = useTranslation();
  const { action: name = '', text, timeout, loop } = action;
  const title = stepTitle(name, whom(action), t);
  const notes = [
    typeof text === 'string' && text && `“${text}”`,
    name === 'stream' && String(action.streamUrl ?? ''),
    name === 'conversation' && String(action.name ?? ''),
    name === 'input' &&
      !asksOurMenu(action) &&
      action.eventUrl &&
      t('presets.flow.askedAt', { url: String(action.eventUrl) }),
    name === 'connect' && typeof timeout === 'number' && t('presets.flow.ringsFor', { seconds: timeout }),
    loop === 0 && t('presets.flow.forEver'),
  ];
  return { title, detail: notes.filter(Boolean).join(' · ') };

  function whom({ endpoint }: Action): string {
    const [first] = Array.isArray(endpoint) ? endpoint : [];
    if (first?.number === 'PARAMS_TO') return t('presets.flow.dialled');
    if (typeof first?.number === 'string') return formatPhone(first.number.replace(/^\+/, '')) || '?';
    return String(first?.user ?? first?.uri ?? first?.extension ?? '?');
  }
}

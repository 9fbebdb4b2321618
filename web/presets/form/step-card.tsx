import { ActionIcon, Button, Group, Menu, Paper, Text, Title } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { StepIcon, stepTitle } from '../flow/step-icon';
import './form.css';
import type { FormStep } from './read-form';
import { type NewStepKind, STEP_KINDS } from './write-field';

/** The NCCO's action of each kind of step, for its icon and its words. */
const ACTIONS = { say: 'talk', ring: 'connect', play: 'stream', menu: 'input' } as const;

const actionOf = (step: FormStep): string => (step.kind === 'other' ? step.action : ACTIONS[step.kind]);

interface StepCardProps {
  step: FormStep;
  /** The step's place in a call that is shown now. */
  active: boolean;
  selected: boolean;
  unreached: boolean;
  readOnly: boolean;
  onFocus: () => void;
  onRemove: () => void;
  onJson: () => void;
  /** Adds a step next to this one. */
  add?: ReactNode;
  children?: ReactNode;
}

/** One step of a call flow: its fields, and what only the JSON shows of it. */
export function StepCard({ step, active, selected, unreached, readOnly, add, children, ...on }: StepCardProps) {
  const { t } = useTranslation();
  const action = actionOf(step);
  const title = step.kind === 'ring' ? t('presets.form.ring') : stepTitle(action, '…', t);
  const number = step.index + 1;
  const kept = Object.keys(step.kept);
  return (
    <Paper
      withBorder
      className="dw-form-step"
      component="section"
      aria-label={t('presets.form.stepNamed', { number, title })}
      data-step={step.index}
      data-kind={action}
      data-active={active || undefined}
      data-selected={selected || undefined}
      tabIndex={-1}
      onFocus={on.onFocus}
    >
      <Group gap="sm" wrap="nowrap">
        <StepIcon action={action} />
        <Title order={3} size="h5" flex={1}>
          {title}
        </Title>
        {add}
        {!readOnly && (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('presets.form.remove', { number })}
            title={t('presets.form.remove', { number })}
            onClick={on.onRemove}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        )}
      </Group>
      {children}
      {unreached && (
        <Text size="sm" c="dimmed">
          {t('presets.flow.unreached')}
        </Text>
      )}
      {(step.kind === 'other' || kept.length > 0) && (
        <Text size="sm" c="dimmed" component="div">
          {step.kind === 'other' ? t('presets.form.onlyJson') : t('presets.form.kept', { names: kept.join(', ') })}{' '}
          <Button variant="transparent" size="compact-sm" p={0} onClick={on.onJson}>
            {t('presets.form.openJson')}
          </Button>
        </Text>
      )}
    </Paper>
  );
}

interface AddStepProps {
  /** Kinds that make no sense here. */
  without: NewStepKind[];
  label: string;
  /** Only an icon, with the label as its name. */
  small?: boolean;
  onAdd: (kind: NewStepKind) => void;
}

/** Adds a step at this place of the flow. */
export function AddStep({ without, label, small, onAdd }: AddStepProps) {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-start" width={240}>
      <Menu.Target>
        {small ? (
          <ActionIcon variant="subtle" color="gray" aria-label={label} title={label}>
            <IconPlus size={16} aria-hidden />
          </ActionIcon>
        ) : (
          <Button variant="default" size="compact-sm" leftSection={<IconPlus size={14} aria-hidden />}>
            {label}
          </Button>
        )}
      </Menu.Target>
      <Menu.Dropdown>
        {STEP_KINDS.filter((kind) => !without.includes(kind)).map((kind) => (
          <Menu.Item key={kind} onClick={() => onAdd(kind)}>
            {t(`presets.form.add.${kind}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

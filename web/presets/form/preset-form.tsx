import { Button, Group, Text } from '@mantine/core';
import { Fragment, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Application } from '../../applications/current-application';
import type { Remark } from '../editor/json-editor';
import type { Flow } from '../flow/flow';
import { fieldErrors, placeInForm } from './field-errors';
import './form.css';
import type { FormStep } from './read-form';
import { AddStep, StepCard } from './step-card';
import { PlayFields, RingFields, SayFields } from './step-fields';
import { addStep, type FieldChange, type NewStepKind, removeStep, writeField } from './write-field';

interface PresetFormProps {
  application: Application;
  /** Valid JSON, and the steps that were read from it. */
  text: string;
  steps: FormStep[];
  flow: Flow;
  remarks: Remark[];
  readOnly: boolean;
  /** Whether the preset may ask for a key. */
  mayAsk: boolean;
  /** The keys of the menu and their users. */
  menu: ReactNode;
  /** Ids of the flow's steps. */
  selected: string | null;
  active: string | null;
  /** Moves the focus there; a new object moves it again. */
  goTo: { path: string } | null;
  onChange: (text: string) => void;
  onSelect: (id: string) => void;
  /** Shows a place in the JSON. */
  onJson: (path: string) => void;
}

/** A call flow as a form: a card for each step. It writes only the changed field into the text. */
export function PresetForm({
  application,
  text,
  steps,
  flow,
  remarks,
  readOnly,
  mayAsk,
  menu,
  ...rest
}: PresetFormProps) {
  const { selected, active, goTo, onChange, onSelect, onJson } = rest;
  const { t } = useTranslation();
  const list = useRef<HTMLOListElement>(null);
  const [removed, setRemoved] = useState<{ text: string; after: string } | null>(null);
  const [added, setAdded] = useState<{ index: number } | null>(null);
  const asks = steps.some(({ kind }) => kind === 'menu');
  const asksLast = steps.at(-1)?.kind === 'menu';
  const without: NewStepKind[] = mayAsk && !asks ? [] : ['menu'];
  const lastRing = steps.findLastIndex(({ kind }) => kind === 'ring');

  useEffect(() => {
    const place = goTo && placeInForm(goTo.path);
    if (place) focusStep(list.current, place.index, place.field);
  }, [goTo]);
  useEffect(() => {
    if (added) focusStep(list.current, added.index, null);
  }, [added]);

  function add(kind: NewStepKind, index: number): void {
    const language = steps.findLast((step) => step.kind === 'say')?.language ?? null;
    onChange(addStep(text, index, kind, language));
    setAdded({ index });
  }

  function remove(index: number): void {
    const after = removeStep(text, index);
    setRemoved({ text, after });
    onChange(after);
  }

  return (
    <div className="dw-form">
      {steps.length === 0 && <Text size="sm">{t('presets.flow.empty')}</Text>}
      <ol ref={list} className="dw-form-steps">
        {steps.map((step) => {
          const { index } = step;
          const id = `$[${index}]`;
          const about = {
            errors: fieldErrors(remarks, index),
            readOnly,
            onChange: (change: FieldChange) => onChange(writeField(text, step, change)),
          };
          return (
            <Fragment key={index}>
              <li>
                <StepCard
                  step={step}
                  active={active === id}
                  selected={selected === id}
                  unreached={flow.blocks[index]?.unreached ?? false}
                  readOnly={readOnly}
                  onFocus={() => onSelect(id)}
                  onRemove={() => remove(index)}
                  onJson={() => onJson(id)}
                  add={
                    !readOnly && (
                      <AddStep
                        small
                        without={without}
                        label={t('presets.form.addBefore', { number: index + 1 })}
                        onAdd={(kind) => add(kind, index)}
                      />
                    )
                  }
                >
                  {step.kind === 'say' && <SayFields step={step} {...about} />}
                  {step.kind === 'ring' && <RingFields application={application} step={step} {...about} />}
                  {step.kind === 'play' && <PlayFields step={step} {...about} />}
                  {step.kind === 'menu' && menu}
                </StepCard>
              </li>
              {index === lastRing && (
                <li className="dw-form-nobody">
                  <Text size="sm" fw={600}>
                    {t('presets.form.nobody')}
                  </Text>
                  {index === steps.length - 1 && <Text size="sm">{t('presets.form.nobodyEnds')}</Text>}
                </li>
              )}
            </Fragment>
          );
        })}
      </ol>
      {removed?.after === text && (
        <Group gap="sm" role="status">
          <Text size="sm">{t('presets.form.removed')}</Text>
          <Button size="compact-sm" variant="default" onClick={() => onChange(removed.text)}>
            {t('presets.form.undo')}
          </Button>
        </Group>
      )}
      {!readOnly && !asksLast && (
        <div>
          <AddStep without={without} label={t('presets.form.addLast')} onAdd={(kind) => add(kind, steps.length)} />
        </div>
      )}
    </div>
  );
}

/** Moves the focus to a field of a step, or to its first one; to the card if it has none. */
function focusStep(list: HTMLElement | null, index: number, field: string | null): void {
  const card = list?.querySelector<HTMLElement>(`[data-step="${index}"]`);
  const wanted = field && card?.querySelector<HTMLElement>(`[data-field="${field}"]`);
  const first = card?.querySelector<HTMLElement>('[data-field], select, input');
  (wanted || first || card)?.focus();
}

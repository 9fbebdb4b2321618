import { Alert, Button, Stack, Tabs, Text } from '@mantine/core';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { Application } from '../applications/current-application';
import type { PresetKind } from '../generated/graphql';
import { LoadingRows } from '../ui/lists/loading';
import type { Draft } from './drafts/use-draft';
import { MenuEditor } from './editor/menu-editor';
import { RemarkList } from './editor/remark-list';
import type { Check } from './editor/use-check';
import type { Flow } from './flow/flow';
import { PresetForm } from './form/preset-form';
import { readForm } from './form/read-form';

const JsonEditor = lazy(() => import('./editor/json-editor'));

const VIEWS = ['form', 'json'] as const;
type View = (typeof VIEWS)[number];

interface PresetTextProps {
  application: Application;
  kind: PresetKind;
  draft: Draft;
  check: Check;
  flow: Flow;
  /** Why saving was refused. */
  problem: unknown;
  readOnly: boolean;
  selected: string | null;
  active: string | null;
  /** Moves the focus there; a new object moves it again. */
  goTo: { path: string } | null;
  /** Null forgets the last place. */
  onGoTo: (path: string | null) => void;
  onSelect: (id: string | null) => void;
}

/** The preset's text in two views: as a form, which is shown first, and as JSON. */
export function PresetTextViews({ application, kind, draft, check, problem, readOnly, ...rest }: PresetTextProps) {
  const { flow, selected, active, goTo, onGoTo, onSelect } = rest;
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const [view, setView] = useState<View>(search.get('view') === 'json' || check.broken ? 'json' : 'form');
  const steps = useMemo(() => (check.broken ? null : readForm(check.ncco)), [check.broken, check.ncco]);
  const mayAsk = kind === 'IVR' || kind === 'CUSTOM';
  const inForm = view === 'form' && steps?.some((step) => step.kind === 'menu');
  /** A place that was shown in one view is not shown again in the other. */
  const choose = (next: string | null) => {
    setView(VIEWS.find((one) => one === next) ?? 'form');
    onGoTo(null);
  };
  const openJson = (path: string) => {
    setView('json');
    onGoTo(path);
  };
  const menu = (
    <MenuEditor
      applicationId={application.id}
      menu={draft.menu}
      legend={t(inForm ? 'presets.form.keys' : 'presets.menu')}
      whenEmpty={t(`presets.menuEmpty.${kind === 'IVR' ? 'IVR' : 'CUSTOM'}`)}
      problem={problem}
      readOnly={readOnly}
      onChange={(changed) => draft.change({ menu: changed })}
    />
  );

  return (
    <Stack gap="sm" className="dw-editor-desk-text">
      <Tabs value={view} onChange={choose} keepMounted={false}>
        <Tabs.List mb="sm" aria-label={t('presets.views')}>
          <Tabs.Tab value="form">{t('presets.form.title')}</Tabs.Tab>
          <Tabs.Tab value="json">JSON</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="form">
          {steps ? (
            <PresetForm
              application={application}
              text={draft.text}
              steps={steps}
              flow={flow}
              remarks={check.remarks}
              readOnly={readOnly}
              mayAsk={mayAsk}
              menu={menu}
              selected={selected}
              active={active}
              goTo={goTo}
              onChange={(text) => draft.change({ text })}
              onSelect={onSelect}
              onJson={openJson}
            />
          ) : (
            <Alert color="yellow" title={t('presets.form.broken')}>
              <Text size="sm" mb="sm">
                {t('presets.form.brokenHint')}
              </Text>
              <Button size="compact-sm" variant="default" onClick={() => openJson('$')}>
                {t('presets.form.openJson')}
              </Button>
            </Alert>
          )}
        </Tabs.Panel>
        <Tabs.Panel value="json">
          <Stack gap="sm">
            <Text size="sm" c="dimmed" id="dw-editor-help">
              {t('presets.placeholders')} {t('presets.editor.leave')}
            </Text>
            <Suspense fallback={<LoadingRows rows={6} />}>
              <JsonEditor
                value={draft.text}
                onChange={(text) => draft.change({ text })}
                label={t('presets.nccoOf', { preset: t(`presets.kind.${kind}`) })}
                describedBy="dw-editor-help"
                readOnly={readOnly}
                remarks={check.remarks}
                marked={active?.startsWith('$') ? active : null}
                goTo={goTo}
                onPlace={(action) => onSelect(action === null ? null : `$[${action}]`)}
              />
            </Suspense>
          </Stack>
        </Tabs.Panel>
      </Tabs>
      <RemarkList check={check} inSteps={view === 'form'} onSelect={onGoTo} />
      {mayAsk && !inForm && menu}
    </Stack>
  );
}

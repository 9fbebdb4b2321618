import { useApolloClient } from '@apollo/client/react';
import { Button, Group, Stack, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql } from '../generated/gql';
import type { CheckNccoQuery, PresetQuery } from '../generated/graphql';
import { ProblemAlert, useTell } from '../ui/problem-alert';
import { FindingList } from './finding-list';
import { MenuEditor, type MenuRow } from './menu-editor';
import { useResetPreset, useSavePreset } from './presets';

const CheckNccoDocument = graphql(`
  query CheckNcco($ncco: JSON!) {
    checkNcco(ncco: $ncco) {
      path
      severity
      code
      message
      params
    }
  }
`);

interface NccoFormProps {
  applicationId: string;
  preset: PresetQuery['preset'];
  onClose: () => void;
}

/** Edits a preset's NCCO as text. Saving makes a new version, and that version answers from then on. */
export function NccoForm({ applicationId, preset, onClose }: NccoFormProps) {
  const { t } = useTranslation();
  const tell = useTell();
  const client = useApolloClient();
  const [text, setText] = useState(() => JSON.stringify(preset.ncco, null, 2));
  const [menu, setMenu] = useState<MenuRow[]>(() => preset.menu.map(({ digits, user }, id) => ({ id, digits, user })));
  const [findings, setFindings] = useState<CheckNccoQuery['checkNcco']>([]);
  const [broken, setBroken] = useState<string | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [save, saving] = useSavePreset();
  const [reset, resetting] = useResetPreset();
  const { kind, version } = preset;
  const name = t(`presets.kind.${kind}`);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setProblem(null);
    let ncco: unknown;
    try {
      ncco = JSON.parse(text);
      setBroken(null);
    } catch (error) {
      setBroken(t('presets.noJson', { reason: String(error) }));
      return;
    }
    const { data } = await client.query({ query: CheckNccoDocument, variables: { ncco }, fetchPolicy: 'no-cache' });
    setFindings(data?.checkNcco ?? []);
    if (data?.checkNcco.some(({ severity }) => severity === 'ERROR')) return;
    await save({
      variables: {
        applicationId,
        kind,
        input: { ncco, menu: menu.map(({ digits, user }) => ({ digits, user })), basedOn: version },
      },
    });
    tell.done(t('presets.saved', { preset: name }));
    onClose();
  }

  const toGuide = async () => {
    await reset({ variables: { applicationId, kind } });
    tell.done(t('presets.wasReset', { preset: name }));
    onClose();
  };

  return (
    <form onSubmit={(event) => submit(event).catch(setProblem)}>
      <Stack gap="sm">
        <Textarea
          label={t('presets.nccoOf', { preset: name })}
          description={t('presets.placeholders')}
          autosize
          minRows={10}
          maxRows={30}
          spellCheck={false}
          classNames={{ input: 'dw-code-input' }}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={broken}
        />
        {(kind === 'IVR' || kind === 'CUSTOM') && (
          <MenuEditor menu={menu} whenEmpty={t(`presets.menuEmpty.${kind}`)} onChange={setMenu} />
        )}
        <FindingList findings={findings} color="red" />
        <ProblemAlert error={problem} />
        <Group gap="sm">
          <Button type="submit" loading={saving.loading}>
            {t('presets.save')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          {!preset.isGuideText && (
            <Button
              variant="subtle"
              color="gray"
              ml="auto"
              loading={resetting.loading}
              onClick={() => toGuide().catch(tell.problem)}
            >
              {t('presets.reset')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}

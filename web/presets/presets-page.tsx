import { useQuery } from '@apollo/client/react';
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useParams } from 'react-router';
import type { Application } from '../applications/current-application';
import { RequireApplication } from '../applications/require-application';
import type { PresetKind } from '../generated/graphql';
import { useSlotPath } from '../lib/slot';
import { Page } from '../ui/frame/page';
import { LoadingRows } from '../ui/lists/loading';
import { ProblemAlert } from '../ui/messages/problem-alert';
import { PresetDesk } from './preset-desk';
import { KINDS, kindOf, PresetDocument, PresetListDocument, wordOf } from './presets';
import { LiveBadges } from './versions/live-badges';
import './presets.css';

/** The application's call flows, and the editor for one of them. */
export function PresetsPage() {
  const { t } = useTranslation();
  const { kind: word } = useParams();
  const inSlot = useSlotPath();
  const kind = kindOf(word);
  if (word && !kind) return <Navigate replace to={inSlot('presets')} />;
  return (
    <Page title={t('presets.title')} purpose={t('presets.titlePurpose')}>
      <RequireApplication>
        {(application) => (
          <>
            <PresetList key={application.id} application={application} shown={kind} />
            {kind && <LoadedDesk key={`${application.id} ${kind}`} application={application} kind={kind} />}
          </>
        )}
      </RequireApplication>
    </Page>
  );
}

function PresetList({ application, shown }: { application: Application; shown?: PresetKind }) {
  const { t } = useTranslation();
  const inSlot = useSlotPath();
  const { data, error, refetch } = useQuery(PresetListDocument, { variables: { applicationId: application.id } });
  const presets = data?.application?.presets;
  return (
    <nav aria-label={t('presets.title')}>
      <ProblemAlert error={error} onRetry={() => refetch()} />
      <ul className="dw-preset-list" data-chosen={shown !== undefined || undefined}>
        {KINDS.map((kind) => {
          const preset = presets?.find((one) => one.kind === kind);
          return (
            <li key={kind}>
              <Link
                to={inSlot(`presets/${wordOf(kind)}`)}
                className="dw-preset"
                aria-current={kind === shown ? 'page' : undefined}
              >
                <span className="dw-preset-name">{t(`presets.kind.${kind}`)}</span>
                <LiveBadges application={application} kind={kind} />
                <span className="dw-preset-purpose">{t(`presets.purpose.${kind}`)}</span>
                <Text component="span" size="sm" className="dw-preset-purpose">
                  {preset &&
                    (preset.version === 0 ? t('presets.guideText') : t('presets.version', { version: preset.version }))}
                </Text>
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

function LoadedDesk({ application, kind }: { application: Application; kind: PresetKind }) {
  const { data, error, refetch } = useQuery(PresetDocument, { variables: { applicationId: application.id, kind } });
  if (error && !data) return <ProblemAlert error={error} onRetry={() => refetch()} />;
  if (!data) return <LoadingRows />;
  return <PresetDesk application={application} preset={data.preset} />;
}

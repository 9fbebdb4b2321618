import '@mantine/core/styles/ColorSwatch.css';
import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { outcomeColor } from '../calls/outcome-words';

export interface Bar {
  label: string;
  /** The calls that it counts; a path. */
  calls: string;
  answered: number;
  notAnswered: number;
  outbound: number;
}

const SERIES = [
  { name: 'answered', color: 'ai.5' },
  { name: 'notAnswered', color: `${outcomeColor('MISSED')}.5` },
  { name: 'outbound', color: 'gray.5' },
] as const;

/** Stacked bars, each a way to its calls; whoever cannot see them has the table beside it. */
export function HourChart({ bars }: { bars: Bar[] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <BarChart
      h="100%"
      type="stacked"
      data={bars}
      dataKey="label"
      series={SERIES.map(({ name, color }) => ({ name, color, label: t(`home.series.${name}`) }))}
      withLegend
      legendProps={{ verticalAlign: 'bottom', height: 32 }}
      gridAxis="x"
      tickLine="none"
      yAxisProps={{ allowDecimals: false, width: 36 }}
      maxBarWidth={32}
      barProps={{
        isAnimationActive: false,
        cursor: 'pointer',
        onClick: (_, index) => navigate(bars[index]!.calls),
      }}
      barChartProps={{ accessibilityLayer: false }}
    />
  );
}

// What a dashboard of ours may say: Grafana's published types, with the panels, the data source and the variables that we use.
// Grafana leaves options, targets and custom field settings of a panel open, since they belong to its type; here each type has its own.
import type * as grafana from '@grafana/schema';
import type * as barGauge from '@grafana/schema/dist/esm/raw/composable/bargauge/panelcfg/x/BarGaugePanelCfg_types.gen';
import type * as heatmap from '@grafana/schema/dist/esm/raw/composable/heatmap/panelcfg/x/HeatmapPanelCfg_types.gen';
import type * as stat from '@grafana/schema/dist/esm/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen';
import type * as stateTimeline from '@grafana/schema/dist/esm/raw/composable/statetimeline/panelcfg/x/StateTimelinePanelCfg_types.gen';
import type * as table from '@grafana/schema/dist/esm/raw/composable/table/panelcfg/x/TablePanelCfg_types.gen';
import type * as timeSeries from '@grafana/schema/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen';

interface Prometheus {
  type: 'prometheus';
  uid: '${datasource}';
}

// The part of @grafana/prometheus' PromQuery that is written to a dashboard.
interface Query {
  refId: string;
  datasource: Prometheus;
  editorMode: 'code';
  expr: string;
  legendFormat?: string;
  format?: 'time_series' | 'table' | 'heatmap';
  instant?: boolean;
  range?: boolean;
  interval?: string;
  exemplar?: boolean;
}

interface Custom<F> extends Omit<grafana.FieldConfig, 'custom'> {
  custom?: F;
}

interface Fields<F> extends Omit<grafana.FieldConfigSource, 'defaults'> {
  defaults: Custom<F>;
}

interface PanelOf<T extends string, O, F>
  extends Omit<grafana.Panel, 'type' | 'id' | 'title' | 'description' | 'gridPos' | 'datasource' | 'targets' | 'options' | 'fieldConfig'> {
  type: T;
  id: number;
  title: string;
  description: string;
  gridPos: grafana.GridPos;
  datasource: Prometheus;
  targets: Query[];
  options: O;
  fieldConfig: Fields<F>;
}

interface Row extends Omit<grafana.RowPanel, 'panels' | 'collapsed'> {
  collapsed: false;
  panels: never[];
}

interface Nothing {}

/** @discriminator type */
type Panel =
  | PanelOf<'timeseries', timeSeries.Options, timeSeries.FieldConfig>
  | PanelOf<'stat', stat.Options, Nothing>
  | PanelOf<'bargauge', barGauge.Options, Nothing>
  | PanelOf<'table', table.Options, Partial<table.FieldConfig>>
  | PanelOf<'heatmap', heatmap.Options, heatmap.FieldConfig>
  | PanelOf<'state-timeline', stateTimeline.Options, stateTimeline.FieldConfig>
  | Row;

// The settings of Prometheus' annotation queries lie beside those of every annotation.
interface Annotation extends Omit<grafana.AnnotationQuery, 'datasource' | 'target'> {
  datasource: Prometheus;
  target: Query;
  titleFormat?: string;
  textFormat?: string;
  tagKeys?: string;
  useValueForTime?: boolean;
}

interface Variable extends Omit<grafana.VariableModel, 'datasource'> {
  type: 'datasource' | 'query';
  label: string;
  description: string;
  datasource?: Prometheus;
}

export interface Dashboard extends Omit<grafana.Dashboard, 'panels' | 'annotations' | 'templating'> {
  uid: string;
  title: string;
  description: string;
  annotations: { list: Annotation[] };
  templating: { list: Variable[] };
  panels: Panel[];
}

import { unreachable } from '../../base/error.ts'
import { BooleanWidget, EnumsWidget, EnumWidget } from './choice-widgets.tsx'
import { CitationsWidget } from './citations-widget.tsx'
import { FieldGrid } from './field-grid.tsx'
import type { WidgetProps } from './form-access.tsx'
import { ItemsWidget } from './items-widget.tsx'
import { Group } from './labelled.tsx'
import { ProseWidget } from './prose-widget.tsx'
import { RecordWidget } from './record-widget.tsx'
import { RowsWidget } from './rows-widget.tsx'
import { StringsWidget } from './strings-widget.tsx'
import { CodeWidget, NumberWidget, TextWidget } from './text-widgets.tsx'
import { DateWidget, InstantWidget, IntervalWidget } from './time-widgets.tsx'

/** The widget of one field, chosen by what its schema says it is. */
export function FieldView({ field, path, value }: WidgetProps) {
  switch (field.kind) {
    case 'text':
      return <TextWidget field={field} path={path} value={value} />
    case 'code':
      return <CodeWidget field={field} path={path} value={value} />
    case 'prose':
      return <ProseWidget field={field} path={path} value={value} />
    case 'number':
      return <NumberWidget field={field} path={path} value={value} />
    case 'boolean':
      return <BooleanWidget field={field} path={path} value={value} />
    case 'enum':
      return <EnumWidget field={field} path={path} value={value} />
    case 'enums':
      return <EnumsWidget field={field} path={path} value={value} />
    case 'date':
      return <DateWidget field={field} path={path} value={value} />
    case 'instant':
      return <InstantWidget field={field} path={path} value={value} />
    case 'interval':
      return <IntervalWidget field={field} path={path} value={value} />
    case 'strings':
      return <StringsWidget field={field} path={path} value={value} />
    case 'citations':
      return <CitationsWidget field={field} path={path} value={value} />
    case 'rows':
      return <RowsWidget field={field} path={path} value={value} />
    case 'items':
      return <ItemsWidget field={field} path={path} value={value} />
    case 'record':
      return <RecordWidget field={field} path={path} value={value} />
    case 'object':
      return (
        <Group title={field.title} about={field.description}>
          <div className={field.title === '' ? '' : 'border-l border-line pl-4'}>
            <FieldGrid fields={field.fields} path={path} value={value} />
          </div>
        </Group>
      )
    default:
      return unreachable(field)
  }
}

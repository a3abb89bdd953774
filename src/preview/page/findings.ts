import { html, nothing, type TemplateResult } from 'lit';
import type { ShownFault } from '../shown.ts';

/** What is wrong, by file and line, with the lines around it. */
export function findingsList(findings: readonly ShownFault[]): TemplateResult {
  return html`<ul class="findings">
    ${findings.map(
      ({ severity, file, line, field, problem, remedy, around }) => html`<li class=${severity}>
        <code>${file}${line > 0 ? `:${line}` : ''}</code>
        ${field ? html`<code>${field}</code>` : nothing} ${problem}
        <br /><span class="remedy">→ ${remedy}</span>
        ${
          around.length === 0
            ? nothing
            : html`<pre>${around.map(
                (one) =>
                  html`<span class=${one.line === line ? 'here' : ''}>${String(one.line).padStart(4)} ${one.text}\n</span>`,
              )}</pre>`
        }
      </li>`,
    )}
  </ul>`;
}

import { createRequire } from 'node:module';
const WIDTH = 720;
const HEIGHT = 320;
const LEFT = 40;
const BOTTOM = 50;
const TOP = 50;
const INK = '#202225';
/** A font of our own: a server often has none, and then nothing would be written. */
const FONT = createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf');
/** Stacked bars by week as a PNG, dark on white so that it reads in either of Discord's themes. */
export async function weekChart(weeks, series) {
    // Only here: no other start of the bot pays for loading it.
    const { Resvg } = await import('@resvg/resvg-js');
    const most = Math.max(1, ...weeks.map(({ counts }) => sum(counts)));
    const slot = (WIDTH - LEFT - 20) / Math.max(1, weeks.length);
    const unit = (HEIGHT - TOP - BOTTOM) / most;
    const bars = weeks.map(({ week, counts }, at) => {
        const x = LEFT + at * slot + slot * 0.15;
        let y = HEIGHT - BOTTOM;
        const parts = counts.map((count, place) => {
            const height = count * unit;
            y -= height;
            return `<rect x="${x}" y="${y}" width="${slot * 0.7}" height="${height}" fill="${series[place]?.colour ?? INK}"/>`;
        });
        const middle = x + slot * 0.35;
        return [
            ...parts,
            `<text x="${middle}" y="${y - 6}" text-anchor="middle">${sum(counts)}</text>`,
            `<text x="${middle}" y="${HEIGHT - BOTTOM + 20}" text-anchor="middle">${week.slice(5)}</text>`,
        ].join('');
    });
    const legend = series.map(({ name, colour }, place) => `<rect x="${LEFT + place * 135}" y="12" width="12" height="12" fill="${colour}"/>` +
        `<text x="${LEFT + place * 135 + 18}" y="23">${name}</text>`);
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" font-family="DejaVu Sans" font-size="13" fill="${INK}">` +
        `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>${legend.join('')}${bars.join('')}` +
        `<line x1="${LEFT}" y1="${HEIGHT - BOTTOM}" x2="${WIDTH - 20}" y2="${HEIGHT - BOTTOM}" stroke="${INK}"/></svg>`;
    const font = { fontFiles: [FONT], loadSystemFonts: false, defaultFontFamily: 'DejaVu Sans' };
    return new Resvg(svg, { font }).render().asPng();
}
function sum(numbers) {
    return numbers.reduce((total, one) => total + one, 0);
}

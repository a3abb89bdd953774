/** Messages of the scratch server stand on this page. */
const SCRATCH = /^https:\/\/scratch\.invalid\/([a-z]+)\/(\d+)$/;

/** Where a link of a payload leads. A message of the scratch server is found on this page; the rest is opened as it stands. */
export function address(link: string): string {
  const [, channel, id] = SCRATCH.exec(link) ?? [];
  return channel === undefined ? link : `#/${channel}/${id}`;
}

export const SERVER = '100';
export const GENERAL = '101';
export const MODERATORS = '102';
export const CHANNELS = [
    { id: GENERAL, name: 'general' },
    { id: MODERATORS, name: 'moderators' },
];
/** A server that exists only while the console runs: two channels, in which the bot may do everything. */
export class ScratchPlatform {
    #messages = new Set();
    #posted = [];
    #next = 1;
    async post(channelId, payload, options = {}) {
        if (options.replyTo !== undefined && !this.#messages.has(options.replyTo)) {
            return { ok: false, why: 'gone' };
        }
        this.#posted.push({
            channel: nameOf(channelId),
            payload,
            how: options.replyTo === undefined ? 'new' : 'reply',
        });
        return { ok: true, id: this.someoneWrites() };
    }
    async edit(channelId, messageId, payload) {
        if (!this.#messages.has(messageId))
            return { ok: false, why: 'gone' };
        this.#posted.push({ channel: nameOf(channelId), payload, how: 'changed' });
        return { ok: true, id: messageId };
    }
    /** The id of a new message. */
    someoneWrites() {
        const id = String(this.#next++);
        this.#messages.add(id);
        return id;
    }
    delete(messageId) {
        this.#messages.delete(messageId);
    }
    /** What was posted since this was last asked. */
    takePosted() {
        const posted = this.#posted;
        this.#posted = [];
        return posted;
    }
    channel(_serverId, channelId) {
        if (!CHANNELS.some(({ id }) => id === channelId))
            return undefined;
        return { takesMessages: true, isPublic: channelId === GENERAL, lacks: () => [] };
    }
    link(_serverId, channelId, messageId) {
        return `https://scratch.invalid/${nameOf(channelId)}/${messageId}`;
    }
    fallbackChannel() {
        return undefined;
    }
    mayManageServer() {
        return true;
    }
    textChannels() {
        return CHANNELS.map(({ id }) => id);
    }
    async putRule() {
        return { ok: true, id: 'rule' };
    }
    async removeRule() { }
}
function nameOf(channelId) {
    return CHANNELS.find(({ id }) => id === channelId)?.name ?? channelId;
}

/** A channel as Discord shows it: its name, clickable. */
export function channelText(channelId) {
    return `<#${channelId}>`;
}
/** A permission's name as Discord's settings show it. */
export function permissionNames(permissions) {
    return permissions.map((one) => one.replace(/(?<=[a-z])(?=[A-Z])/g, ' '));
}

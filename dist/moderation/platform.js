export const TO_POST = ['ViewChannel', 'SendMessages', 'EmbedLinks'];
/** To answer under a message one must be allowed to see what was said before. */
export const TO_REPLY = [...TO_POST, 'ReadMessageHistory'];

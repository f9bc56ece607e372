type Fields = Record<string, string | number | boolean | undefined>;

function write(level: "info" | "error", message: string, fields: Fields) {
  const line = JSON.stringify({ level, message, at: new Date().toISOString(), ...fields });
  if (level === "error") console.error(line);
  else console.info(line);
}

/** One JSON object per line; ids only, never people's data. */
export const log = {
  info: (message: string, fields: Fields = {}) => write("info", message, fields),
  error: (message: string, fields: Fields = {}) => write("error", message, fields),
};

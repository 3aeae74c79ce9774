// What a person takes back while typing: "version 1.0 - sorry, 1.1" says 1.1.

/** What joins a thing and the words that take it back: a pause, or words that say nothing else. Source of a regular expression. */
export const pause = String.raw`(?:\s*[,;.–—]+\s*|\s+-+\s+|\s+(?=(?:no wait|wait no|i mean|i meant|scratch that|strike that|oops)\b))`;
const soft = String.raw`(?:oh\s+)?(?:no|wait|sorry|oops|actually|hold on|rather|correction)\b[,:.]*\s+`;
/** Words that certainly take back what stands before them; "no logs", "make it quick" and "sorry Bob" do not. Source of a regular expression. */
export const takenBack = String.raw`(?:${soft})*(?:(?:i mean|i meant|scratch that|strike that)\b[,:.]*|(?:no|wait|sorry|oops|correction)[,:.]+)\s+`;
/** Between two numbers fewer words will do, but "wait 5" and "no 443" stay. */
const recounted = String.raw`(?:${soft})*(?:(?:sorry|oops|actually|i mean|i meant|make that|make it|scratch that|correction)\b[,:.]*|(?:no|wait|rather)[,:.]+)\s+`;
const versions = new RegExp(String.raw`\b(v?\d+(?:\.\d+)+)${pause}${recounted}(v?\d+(?:\.\d+)+)\b`, "gi");
const numbers = new RegExp(String.raw`(?<![\w.])(\d+)${pause}${recounted}(\d+)(?![\w.]*\d)`, "gi");

/** The request without numbers and versions that its own words take back. Pure. */
export function heedCorrections(request: string): string {
  return request.replace(versions, "$2").replace(numbers, "$2");
}

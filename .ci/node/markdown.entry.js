// What the page uses of simple-markdown: the parser and how rules are written for it, none of what it draws.

import SimpleMarkdown from "@khanacademy/simple-markdown";

export const parserFor = SimpleMarkdown.parserFor;
export const inlineRegex = SimpleMarkdown.inlineRegex;
export const anyScopeRegex = SimpleMarkdown.anyScopeRegex;
export const defaultRules = SimpleMarkdown.defaultRules;

import { isObject } from './input.js';

/**
 * Whether an ACL allows a request: `acl.paths` maps patterns to rules; `*` is one segment, `**` any rest, `{}` allows
 * every method (Vonage: jwt-acl §3).
 */
export function allows(acl: unknown, method: string, path: string): boolean {
  const paths = isObject(acl) && isObject(acl.paths) ? acl.paths : {};
  return Object.entries(paths).some(([pattern, rule]) => covers(pattern, path) && ruleAllows(rule, method));
}

function covers(pattern: string, path: string): boolean {
  const wanted = pattern.split('/').filter(Boolean);
  const segments = path.split('/').filter(Boolean);
  const rest = wanted.indexOf('**');
  const fixed = rest < 0 ? wanted : wanted.slice(0, rest);
  if (rest < 0 ? segments.length !== fixed.length : segments.length < fixed.length) return false;
  return fixed.every((word, index) => word === '*' || word === segments[index]);
}

function ruleAllows(rule: unknown, method: string): boolean {
  const methods = isObject(rule) ? rule.methods : undefined;
  return methods === undefined || (Array.isArray(methods) && methods.includes(method));
}

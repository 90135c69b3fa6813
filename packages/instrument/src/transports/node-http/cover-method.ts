/**
 * Methods of ours on one object of the application. Nothing is changed for other objects of its class, and nothing is to be seen when the
 * object's properties are listed.
 */

type Methods<T> = { [K in keyof T]: T[K] extends (...args: never[]) => unknown ? K : never }[keyof T] & string;

/**
 * Covers a method of an object. Another library may cover ours later and keep it: after `uncover` what is left of ours passes through.
 * @param cover Gets the method that was there; it has to be called with the object as `this`.
 * @returns `uncover`.
 */
export function coverMethod<T extends object, K extends Methods<T>>(target: T, name: K, cover: (original: T[K]) => T[K]): () => void {
  const original = target[name] as T[K] & ((...args: unknown[]) => unknown);
  const before = Object.getOwnPropertyDescriptor(target, name);
  const covered = cover(original) as typeof original;
  let isActive = true;
  const own = function (this: unknown, ...args: unknown[]): unknown {
    return Reflect.apply(isActive ? covered : original, this, args);
  };
  Object.defineProperty(target, name, { value: own, writable: true, configurable: true, enumerable: false });
  return () => {
    isActive = false;
    if (target[name] !== (own as unknown)) return;
    if (before) Object.defineProperty(target, name, before);
    else Reflect.deleteProperty(target, name);
  };
}

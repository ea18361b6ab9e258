import { type Method, required } from '../../src/json-rpc/method.ts'
import type { StartSubscription } from '../../src/json-rpc/subscriptions.ts'
import { text } from '../params/bytes.ts'
import { asIs } from '../results/value.ts'
import { connectionOf, type Session, subscribe } from '../session.ts'
import { method, withAliases } from './method.ts'

/** The names of a subscription without parameters. */
export interface SubscriptionNames {
  readonly subscribe: readonly [string, ...string[]]
  readonly unsubscribe: readonly [string, ...string[]]
  /** What its notifications are called. */
  readonly notification: string
}

/** The two methods of a subscription that takes no parameters, under all of their names. */
export function subscriptionMethods(
  names: SubscriptionNames,
  start: (session: Session) => StartSubscription,
): readonly Method<Session>[] {
  const [name, ...aliases] = names.subscribe
  const open = method({
    name,
    params: [],
    result: asIs,
    handle: (session) => subscribe(session, names.notification, start(session)),
  })
  return [
    ...withAliases(open, ...aliases),
    ...unsubscribeMethods(names.unsubscribe, names.notification),
  ]
}

/** The method that ends a subscription: true when there was one. */
export function unsubscribeMethods(
  [name, ...aliases]: readonly [string, ...string[]],
  notification: string,
): readonly Method<Session>[] {
  const close = method({
    name,
    params: [required('subscription', text)],
    result: asIs,
    handle: (session, [id]) => connectionOf(session).subscriptions.close(notification, id),
  })
  return withAliases(close, ...aliases)
}

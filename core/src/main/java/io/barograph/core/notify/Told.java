package io.barograph.core.notify;

import io.barograph.core.decision.Decision;

/** Takes what routing decides. */
public interface Told {
  /** A receiver is to be told. */
  void notify(Notification notification);

  /** Why a receiver was told of an alert, or was not. */
  void decided(Decision decision);
}

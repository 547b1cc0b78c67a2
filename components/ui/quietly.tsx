"use client";

import { Component, type ReactNode } from "react";

/** What a page can do without: where it fails in a browser that lacks something, it is not there, and the page stays. */
export class Quietly extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError = () => ({ failed: true });
  override render(): ReactNode {
    return this.state.failed ? null : this.props.children;
  }
}

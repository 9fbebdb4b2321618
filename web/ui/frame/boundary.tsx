import { Component, type ReactNode } from 'react';

interface BoundaryProps {
  /** Current location: after an error, another location is tried again. */
  place: string;
  /** Shown in place of what failed. */
  broken: (error: unknown) => ReactNode;
  children: ReactNode;
}

interface BoundaryState {
  error?: unknown;
  place: string;
}

/** Keeps the rest of the app working if a page fails. React requires a class here. */
export class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { place: this.props.place };

  static getDerivedStateFromError(error: unknown): Partial<BoundaryState> {
    return { error };
  }

  static getDerivedStateFromProps({ place }: BoundaryProps, before: BoundaryState): BoundaryState | null {
    return place === before.place ? null : { place };
  }

  override render(): ReactNode {
    return this.state.error === undefined ? this.props.children : this.props.broken(this.state.error);
  }
}

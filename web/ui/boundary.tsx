import { Component, type ReactNode } from 'react';

interface BoundaryProps {
  /** Where one is: what broke there is tried anew elsewhere. */
  place: string;
  /** What is shown in place of what broke. */
  broken: (error: unknown) => ReactNode;
  children: ReactNode;
}

interface BoundaryState {
  error?: unknown;
  place: string;
}

/** Keeps what surrounds a page when the page breaks. React asks for a class here. */
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

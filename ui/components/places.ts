/** A list that mail is found in, as a link to it. */
export interface Place {
  readonly name: string
  readonly href: string
  readonly isCurrent: boolean
}

/** How much of its mail is unread; of the list of all mail, how much there is. */
export interface CountedPlace extends Place {
  readonly count: number
}

export interface Places {
  readonly all: CountedPlace
  readonly unread: CountedPlace
  /** Counted are those that failed. */
  readonly sessions: CountedPlace
  readonly inboxes: readonly CountedPlace[]
  readonly tags: readonly Place[]
}

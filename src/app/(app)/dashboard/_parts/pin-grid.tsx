'use client';

import 'react-grid-layout/css/styles.css';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { GridLayout, useContainerWidth, type Layout } from 'react-grid-layout';
import { GRID_COLUMNS, SMALLEST, type PinPlace } from '@/core/pins/pin';
import { inReadingOrder, stepPlace, type PlaceStep } from '@/core/pins/places';
import type { PinView } from '@/server/pins';
import type { CardAction } from './dashboard-room';
import { PinCard } from './pin-card';

/** Below this, cards stand one below the other. */
const NARROWEST_GRID_PX = 680;
const ROW_PX = 40;
const GAP_PX = 16;
/** What one drags a card by. */
const HANDLE = 'pin-handle';

const KEYS: Readonly<Record<string, { plain: PlaceStep; shifted: PlaceStep }>> = {
  ArrowLeft: { plain: 'left', shifted: 'narrower' },
  ArrowRight: { plain: 'right', shifted: 'wider' },
  ArrowUp: { plain: 'up', shifted: 'lower' },
  ArrowDown: { plain: 'down', shifted: 'taller' },
};

export interface PinGridProps {
  pins: readonly PinView[];
  refreshing: ReadonlySet<string>;
  onPlace(places: readonly (PinPlace & { id: string })[]): void;
  onRefresh(id: string): void;
  onOpen(pin: PinView, action: CardAction): void;
}

/** Cards in a grid of twelve columns, moved and resized by hand or by keys; one column where there is no room for two. */
export function PinGrid({ pins, refreshing, onPlace, onRefresh, onOpen }: PinGridProps): ReactNode {
  const { width, mounted, containerRef } = useContainerWidth();
  const [announcement, setAnnouncement] = useState('');
  const ordered = inReadingOrder(pins);
  const isStack = width < NARROWEST_GRID_PX;
  const step = (pin: PinView, taken: PlaceStep): void => {
    onPlace(
      isStack
        ? exchanged(ordered, pin, taken)
        : ordered.map((one) =>
            one.id === pin.id
              ? stepPlace(
                  one,
                  taken,
                  ordered.filter(({ id }) => id !== pin.id),
                )
              : one,
          ),
    );
    setAnnouncement(`${pin.title}: ${STEP_WORDS[taken]}`);
  };
  const press = (pin: PinView, event: KeyboardEvent): void => {
    const key = KEYS[event.key];
    if (!key) return;
    event.preventDefault();
    step(pin, event.shiftKey ? key.shifted : key.plain);
  };
  const card = (pin: PinView): ReactNode => (
    <PinCard
      pin={pin}
      isRefreshing={refreshing.has(pin.id)}
      isStack={isStack}
      handleClass={HANDLE}
      onHandleKey={(event) => press(pin, event)}
      onStep={(taken) => step(pin, taken)}
      onRefresh={() => onRefresh(pin.id)}
      onOpen={(action) => onOpen(pin, action)}
    />
  );
  const settle = (layout: Layout): void => {
    const known = new Map(pins.map((pin) => [pin.id, pin]));
    const places = layout.map(({ i, x, y, w, h }) => ({ id: i, x, y, w, h }));
    const isMoved = places.some(({ id, ...place }) => {
      const pin = known.get(id);
      return pin && (pin.x !== place.x || pin.y !== place.y || pin.w !== place.w || pin.h !== place.h);
    });
    if (isMoved) onPlace(places);
  };
  return (
    <div ref={containerRef} className="min-w-0">
      {mounted && isStack && (
        <ul className="grid gap-4">
          {ordered.map((pin) => (
            <li key={pin.id} className="min-w-0">
              {card(pin)}
            </li>
          ))}
        </ul>
      )}
      {mounted && !isStack && (
        <GridLayout
          width={width}
          layout={ordered.map(({ id, x, y, w, h }) => ({ i: id, x, y, w, h, minW: SMALLEST.w, minH: SMALLEST.h }))}
          gridConfig={{ cols: GRID_COLUMNS, rowHeight: ROW_PX, margin: [GAP_PX, GAP_PX], containerPadding: [0, 0] }}
          dragConfig={{ handle: `.${HANDLE}` }}
          resizeConfig={{ handles: ['se'] }}
          onLayoutChange={settle}
        >
          {ordered.map((pin) => (
            <div key={pin.id}>{card(pin)}</div>
          ))}
        </GridLayout>
      )}
      <p role="status" className="sr-only">
        {announcement}
      </p>
    </div>
  );
}

const STEP_WORDS: Readonly<Record<PlaceStep, string>> = {
  left: 'moved left',
  right: 'moved right',
  up: 'moved up',
  down: 'moved down',
  narrower: 'made narrower',
  wider: 'made wider',
  lower: 'made lower',
  taller: 'made taller',
};

/** In one column, a card moves by changing places with the one before or after it. */
function exchanged(ordered: readonly PinView[], pin: PinView, step: PlaceStep): PinView[] {
  const at = ordered.indexOf(pin);
  const other = ordered[step === 'up' ? at - 1 : step === 'down' ? at + 1 : -1];
  if (!other) return [...ordered];
  return ordered.map((one) => {
    if (one === pin) return { ...one, x: Math.min(other.x, GRID_COLUMNS - one.w), y: other.y };
    return one === other ? { ...one, x: Math.min(pin.x, GRID_COLUMNS - one.w), y: pin.y } : one;
  });
}

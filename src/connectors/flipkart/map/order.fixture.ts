import { shipmentSchema, type Shipment } from '../schema';

/** An item and a shipment as the vendor's pages show them, hand-written. */
export const ITEM = {
  orderItemId: '12248267400772201',
  orderId: 'OD122482674007722000',
  cancellationGroupId: 'grp12248267400772201',
  orderDate: '2026-01-31T23:51:34.000+05:30',
  paymentType: 'COD',
  status: 'DELIVERED',
  quantity: 2,
  fsn: 'WATF2DCK8GH5NZPP',
  sku: 'WATCH-1213',
  listingId: 'LSTWATF2DCK8GH5NZPPU5TH3H',
  hsn: '9102',
  title: 'Army green watch',
  packageIds: ['PKG1'],
  priceComponents: { sellingPrice: 904.5, totalPrice: 943.5, shippingCharge: 49, customerPrice: 894.5, flipkartDiscount: 10 },
  serviceProfile: 'NON_FBF',
  is_replacement: false,
};

export const SHIPMENT = {
  shipmentId: '32813d5e-527f-4244-a32c-992a179bc11d',
  dispatchByDate: '2026-02-02T12:00:00.000+05:30',
  updatedAt: '2026-02-05T15:44:12.000+05:30',
  locationId: 'LOC1',
  hold: false,
  mps: false,
  orderItems: [ITEM],
  shipmentType: 'NORMAL',
};

type Change = Omit<Partial<typeof ITEM>, 'priceComponents'> & { priceComponents?: object; cancellationDate?: string };

/** A shipment of items that differ from the one above so. */
export function shipmentOf(changes: readonly Change[], change: Partial<typeof SHIPMENT> = {}): Shipment {
  const orderItems = changes.map((item) => ({ ...ITEM, ...item }));
  return shipmentSchema.parse({ ...SHIPMENT, ...change, orderItems });
}

import { Activity, BadgeDollarSign, CreditCard, Eye, HeartHandshake, LifeBuoy, LogIn, Mail, MailX, MessageSquare, MousePointerClick, RotateCcw, ShoppingBag, ShoppingCart, Star, Tag, Users, type LucideIcon } from 'lucide-react';

const ICONS: Readonly<Record<string, LucideIcon>> = {
  visit: MousePointerClick, sign_in: LogIn, key_action: Activity, view: Eye, cart: ShoppingCart, price_page: Tag, order: ShoppingBag, refund: RotateCcw, subscription_payment: CreditCard,
  payment_failed: BadgeDollarSign, email_sent: Mail, email_opened: Mail, email_clicked: Mail, email_replied: Mail, unsubscribed: MailX, spam_complaint: MailX, message_in: MessageSquare,
  ticket_opened: LifeBuoy, ticket_closed: LifeBuoy, review: Star, deal_moved: HeartHandshake, meeting: Users, social: Users,
};

/** A sign for what an event means. */
export function EventIcon({ meaning }: { meaning: string | null }) {
  const Icon = (meaning && ICONS[meaning]) || Activity;
  return <span aria-hidden className="inline-flex size-7 shrink-0 items-center justify-center rounded-full bg-none-soft text-none-ink"><Icon size={14} /></span>;
}

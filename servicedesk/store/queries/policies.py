"""What a policy looks at beside the ticket itself: its category, its customer's tier, its team's calendar, agreements."""

MATTER = """
SELECT (SELECT code FROM category WHERE id = :category), (SELECT tier FROM customer WHERE id = :customer),
       (SELECT calendar FROM team WHERE id = :team)"""
AGREEMENTS_ON = """
SELECT DISTINCT kind FROM agreement
WHERE (customer_id = :customer OR premises_id = :premises)
  AND starts_on <= :day AND (ends_on IS NULL OR ends_on >= :day) AND (ended_on IS NULL OR ended_on >= :day)"""
OPEN_OF_CUSTOMER = (
    "SELECT id FROM ticket WHERE status IN ('new', 'open', 'waiting') AND customer_id = :customer"
)
OPEN_AT_PREMISES = (
    "SELECT id FROM ticket WHERE status IN ('new', 'open', 'waiting') AND premises_id = :premises"
)

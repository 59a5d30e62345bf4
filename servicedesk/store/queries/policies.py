"""What a policy looks at beside the ticket itself: its category, its customer's tier, its team's calendar, agreements."""

MATTER = """
SELECT (SELECT code FROM category WHERE id = :category), (SELECT tier FROM customer WHERE id = :customer),
       (SELECT calendar FROM team WHERE id = :team)"""
AGREEMENTS_TODAY = """
SELECT DISTINCT kind FROM agreement
WHERE (customer_id = :customer OR premises_id = :premises)
  AND starts_on <= :today AND (ends_on IS NULL OR ends_on >= :today) AND ended_on IS NULL"""

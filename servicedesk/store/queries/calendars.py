"""Working calendars, the teams that go by each, and the days on which they differ."""

CALENDAR_LIST = """
SELECT id, name, timezone, hours, confirmed_until, version,
       (SELECT value FROM setting WHERE key = 'firm.calendar')
FROM calendar ORDER BY id"""
TEAMS_BY = "SELECT calendar, code FROM team WHERE calendar <> '' AND active ORDER BY id"
DAYS_OF = """
SELECT day, spans, label, imported FROM calendar_day
WHERE calendar_id = :calendar AND day >= :since ORDER BY day"""

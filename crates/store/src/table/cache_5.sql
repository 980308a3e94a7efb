-- When what the device holds of a scope was last held against what the server says that it comes to, by the device's clock.
ALTER TABLE scope ADD COLUMN summed INTEGER NOT NULL DEFAULT 0;

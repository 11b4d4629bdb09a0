"""Which country, and which of its time zones, a place lies in."""

from zoneinfo import ZoneInfo

import pytest

from desktop_app.roadnet.sources.tagging.country_table import CountryTable

TABLE = CountryTable.load()

CITIES = {
    "AD": [("Andorra la Vella", 1.52, 42.51), ("Pas de la Casa", 1.73, 42.54)],
    "AE": [("Dubai", 55.27, 25.2)],
    "AL": [("Tirana", 19.82, 41.33)],
    "AM": [("Yerevan", 44.51, 40.18)],
    "AR": [("Buenos Aires", -58.4, -34.6), ("Ushuaia", -68.3, -54.8), ("Salta", -65.4, -24.8)],
    "AT": [
        ("Vienna", 16.37, 48.21),
        ("Salzburg", 13.04, 47.8),
        ("Innsbruck", 11.4, 47.27),
        ("Krems", 15.6, 48.41),
    ],
    "AU": [("Sydney", 151.2, -33.9), ("Perth", 115.9, -31.95), ("Hobart", 147.3, -42.9)],
    "AZ": [("Baku", 49.87, 40.41)],
    "BA": [("Sarajevo", 18.41, 43.86)],
    "BD": [("Dhaka", 90.41, 23.81)],
    "BE": [("Brussels", 4.35, 50.85), ("Antwerp", 4.4, 51.22), ("Liege", 5.57, 50.63)],
    "BG": [("Sofia", 23.32, 42.7), ("Varna", 27.91, 43.21)],
    "BO": [("La Paz", -68.12, -16.5), ("Santa Cruz", -63.18, -17.78)],
    "BR": [
        ("Campo Grande", -54.62, -20.46),
        ("Sao Paulo", -46.63, -23.55),
        ("Manaus", -60.02, -3.12),
        ("Recife", -34.9, -8.05),
        ("Porto Alegre", -51.2, -30.03),
        ("Brasilia", -47.9, -15.8),
    ],
    "BW": [("Gaborone", 25.91, -24.65)],
    "BY": [("Minsk", 27.56, 53.9)],
    "CA": [
        ("Toronto", -79.38, 43.65),
        ("Montreal", -73.57, 45.5),
        ("Ottawa", -75.7, 45.42),
        ("Vancouver", -123.1, 49.26),
        ("Calgary", -114.07, 51.05),
        ("Halifax", -63.58, 44.65),
        ("Winnipeg", -97.14, 49.9),
        ("London, Ontario", -81.25, 42.98),
        ("Victoria", -123.37, 48.43),
    ],
    "CH": [("Zurich", 8.54, 47.37), ("Geneva", 6.14, 46.2), ("Basel", 7.6, 47.55), ("Lugano", 8.95, 46.0)],
    "CL": [("Santiago", -70.65, -33.45), ("Antofagasta", -70.4, -23.65), ("Valparaiso", -71.6, -33.05)],
    "CN": [
        ("Beijing", 116.4, 39.9),
        ("Shanghai", 121.47, 31.23),
        ("Urumqi", 87.62, 43.83),
        ("Harbin", 126.65, 45.75),
    ],
    "CO": [("Bogota", -74.07, 4.71), ("Medellin", -75.57, 6.25)],
    "CR": [("San Jose", -84.08, 9.93)],
    "CY": [("Nicosia", 33.38, 35.17)],
    "CZ": [("Prague", 14.42, 50.09), ("Brno", 16.61, 49.2), ("Plzen", 13.38, 49.75)],
    "DE": [
        ("Berlin", 13.4, 52.52),
        ("Munich", 11.58, 48.14),
        ("Bayreuth", 11.57, 49.95),
        ("Hamburg", 9.99, 53.55),
        ("Cologne", 6.96, 50.94),
        ("Stuttgart", 9.18, 48.78),
        ("Dresden", 13.74, 51.05),
    ],
    "DK": [("Copenhagen", 12.57, 55.68), ("Aarhus", 10.2, 56.16)],
    "DZ": [("Algiers", 3.06, 36.75)],
    "EC": [("Quito", -78.47, -0.18)],
    "EE": [("Tallinn", 24.75, 59.44)],
    "EG": [("Cairo", 31.24, 30.04)],
    "ES": [
        ("Madrid", -3.7, 40.42),
        ("Barcelona", 2.17, 41.39),
        ("Vigo", -8.72, 42.24),
        ("Seville", -5.98, 37.39),
    ],
    "FI": [("Helsinki", 24.94, 60.17), ("Oulu", 25.47, 65.01)],
    "FR": [
        ("Paris", 2.35, 48.86),
        ("Nice", 7.26, 43.7),
        ("Lyon", 4.84, 45.76),
        ("Strasbourg", 7.75, 48.57),
        ("Lille", 3.06, 50.63),
        ("Bordeaux", -0.58, 44.84),
        ("Ajaccio", 8.74, 41.93),
        ("Toulouse", 1.44, 43.6),
    ],
    "GB": [
        ("London", -0.13, 51.51),
        ("Edinburgh", -3.19, 55.95),
        ("Belfast", -5.93, 54.6),
        ("Cardiff", -3.18, 51.48),
    ],
    "GE": [("Tbilisi", 44.79, 41.72)],
    "GH": [("Accra", -0.19, 5.6)],
    "GR": [("Athens", 23.73, 37.98), ("Thessaloniki", 22.94, 40.64), ("Heraklion", 25.13, 35.34)],
    "HK": [("Hong Kong", 114.17, 22.3)],
    "HR": [("Zagreb", 15.98, 45.81), ("Split", 16.44, 43.51), ("Dubrovnik", 18.09, 42.65)],
    "HU": [("Budapest", 19.04, 47.5), ("Debrecen", 21.63, 47.53)],
    "ID": [("Jakarta", 106.83, -6.2), ("Denpasar", 115.22, -8.65)],
    "IE": [("Dublin", -6.26, 53.35), ("Cork", -8.47, 51.9), ("Galway", -9.05, 53.27)],
    "IL": [("Tel Aviv", 34.78, 32.08)],
    "IN": [
        ("Delhi", 77.21, 28.61),
        ("Mumbai", 72.88, 19.08),
        ("Kolkata", 88.36, 22.57),
        ("Chennai", 80.27, 13.08),
    ],
    "IR": [("Tehran", 51.39, 35.69)],
    "IS": [("Reykjavik", -21.9, 64.15)],
    "IT": [
        ("Rome", 12.5, 41.9),
        ("Milan", 9.19, 45.46),
        ("Turin", 7.69, 45.07),
        ("Naples", 14.27, 40.85),
        ("Bolzano", 11.35, 46.5),
    ],
    "JO": [("Amman", 35.93, 31.95)],
    "JP": [("Tokyo", 139.69, 35.69), ("Sapporo", 141.35, 43.06), ("Naha", 127.68, 26.21)],
    "KE": [("Nairobi", 36.82, -1.29)],
    "KR": [("Seoul", 126.98, 37.57), ("Busan", 129.08, 35.18)],
    "KZ": [("Almaty", 76.95, 43.24), ("Astana", 71.43, 51.13)],
    "LI": [("Vaduz", 9.52, 47.14)],
    "LK": [("Colombo", 79.86, 6.93)],
    "LT": [("Vilnius", 25.28, 54.69)],
    "LU": [("Luxembourg", 6.13, 49.61)],
    "LV": [("Riga", 24.11, 56.95)],
    "MA": [("Casablanca", -7.59, 33.57)],
    "MC": [("Monaco", 7.42, 43.737)],
    "MD": [("Chisinau", 28.86, 47.01)],
    "ME": [("Podgorica", 19.26, 42.44)],
    "MK": [("Skopje", 21.43, 42.0)],
    "MT": [("Valletta", 14.51, 35.9)],
    "MX": [
        ("Mexico City", -99.13, 19.43),
        ("Monterrey", -100.32, 25.69),
        ("Guadalajara", -103.35, 20.67),
        ("Merida", -89.62, 20.97),
    ],
    "MY": [("Kuala Lumpur", 101.69, 3.14), ("Kuching", 110.34, 1.55)],
    "NA": [("Windhoek", 17.08, -22.56)],
    "NG": [("Lagos", 3.38, 6.52)],
    "NL": [
        ("Amsterdam", 4.9, 52.37),
        ("Rotterdam", 4.48, 51.92),
        ("Maastricht", 5.69, 50.85),
        ("Groningen", 6.57, 53.22),
    ],
    "NO": [
        ("Oslo", 10.75, 59.91),
        ("Bergen", 5.32, 60.39),
        ("Tromso", 18.96, 69.65),
        ("Trondheim", 10.4, 63.43),
    ],
    "NP": [("Kathmandu", 85.32, 27.71)],
    "NZ": [("Auckland", 174.76, -36.85), ("Christchurch", 172.64, -43.53)],
    "PE": [("Lima", -77.04, -12.05), ("Cusco", -71.97, -13.53)],
    "PH": [("Manila", 120.98, 14.6)],
    "PK": [("Karachi", 67.01, 24.86), ("Islamabad", 73.05, 33.69), ("Lahore", 74.34, 31.55)],
    "PL": [("Warsaw", 21.01, 52.23), ("Krakow", 19.94, 50.06), ("Gdansk", 18.65, 54.35)],
    "PT": [
        ("Lisbon", -9.14, 38.72),
        ("Porto", -8.61, 41.15),
        ("Faro", -7.93, 37.02),
        ("Funchal", -16.91, 32.65),
    ],
    "PY": [("Asuncion", -57.6, -25.28)],
    "RO": [("Bucharest", 26.1, 44.43), ("Cluj", 23.59, 46.77)],
    "RS": [("Belgrade", 20.46, 44.82), ("Novi Sad", 19.84, 45.26), ("Nis", 21.9, 43.32)],
    "RU": [
        ("Moscow", 37.62, 55.75),
        ("Saint Petersburg", 30.32, 59.94),
        ("Kaliningrad", 20.51, 54.71),
        ("Novosibirsk", 82.93, 55.03),
        ("Vladivostok", 131.89, 43.12),
        ("Sochi", 39.72, 43.59),
    ],
    "SA": [("Riyadh", 46.68, 24.71)],
    "SE": [
        ("Stockholm", 18.07, 59.33),
        ("Malmo", 13.0, 55.6),
        ("Gothenburg", 11.97, 57.71),
        ("Kiruna", 20.23, 67.86),
    ],
    "SG": [("Singapore", 103.82, 1.35)],
    "SI": [("Ljubljana", 14.51, 46.06), ("Maribor", 15.65, 46.56)],
    "SK": [("Bratislava", 17.11, 48.15), ("Kosice", 21.26, 48.72)],
    "SM": [("San Marino", 12.45, 43.94)],
    "TH": [("Bangkok", 100.5, 13.76), ("Phuket", 98.39, 7.89)],
    "TN": [("Tunis", 10.18, 36.81)],
    "TR": [("Istanbul", 28.98, 41.01), ("Ankara", 32.86, 39.93), ("Izmir", 27.14, 38.42)],
    "TW": [("Taipei", 121.56, 25.04)],
    "TZ": [("Dar es Salaam", 39.28, -6.79)],
    "UA": [("Kyiv", 30.52, 50.45), ("Lviv", 24.03, 49.84), ("Odesa", 30.73, 46.48)],
    "UG": [("Kampala", 32.58, 0.32)],
    "US": [
        ("Baltimore", -76.61, 39.29),
        ("New York", -74.0, 40.71),
        ("Boston", -71.06, 42.36),
        ("Chicago", -87.63, 41.88),
        ("Seattle", -122.33, 47.61),
        ("Houston", -95.37, 29.76),
        ("Miami", -80.19, 25.76),
        ("Los Angeles", -118.24, 34.05),
        ("Cleveland", -81.69, 41.5),
        ("Buffalo", -78.88, 42.89),
        ("Minneapolis", -93.27, 44.98),
        ("Portland, Maine", -70.26, 43.66),
        ("Anchorage", -149.9, 61.22),
        ("Honolulu", -157.86, 21.31),
        ("Atlanta", -84.39, 33.75),
    ],
    "UY": [("Montevideo", -56.19, -34.9)],
    "UZ": [("Tashkent", 69.24, 41.3)],
    "VE": [("Caracas", -66.9, 10.48)],
    "VN": [("Hanoi", 105.85, 21.03), ("Ho Chi Minh City", 106.7, 10.82)],
    "XK": [("Pristina", 21.17, 42.66)],
    "ZA": [("Johannesburg", 28.05, -26.2), ("Cape Town", 18.42, -33.92), ("Durban", 31.02, -29.86)],
    "ZM": [("Lusaka", 28.32, -15.39)],
    "ZW": [("Harare", 31.05, -17.83)],
}
PLACES = [(code, *city) for code, cities in CITIES.items() for city in cities]


@pytest.mark.parametrize(("code", "city", "lon", "lat"), PLACES, ids=[place[1] for place in PLACES])
def test_a_city_lies_in_its_country(code: str, city: str, lon: float, lat: float) -> None:
    assert TABLE.countries_at(lon, lat)[:1] == (code,)


@pytest.mark.parametrize(
    ("code", "lon", "lat", "zone"),
    [
        ("BR", -54.6, -20.5, "America/Campo_Grande"),
        ("BR", -46.6, -23.5, "America/Sao_Paulo"),
        ("US", -76.6, 39.3, "America/New_York"),
        ("US", -112.1, 33.45, "America/Phoenix"),
        ("US", -104.9, 39.7, "America/Denver"),
        ("US", -118.2, 34.0, "America/Los_Angeles"),
        ("US", -87.6, 41.9, "America/Chicago"),
        ("US", -96.8, 32.8, "America/Chicago"),
        ("US", -157.9, 21.3, "Pacific/Honolulu"),
        ("CA", -123.1, 49.3, "America/Vancouver"),
        ("CA", -79.4, 43.7, "America/Toronto"),
        ("ES", -15.4, 28.1, "Atlantic/Canary"),
        ("PT", -8.6, 41.2, "Europe/Lisbon"),
        ("RU", 131.9, 43.1, "Asia/Vladivostok"),
        ("AU", 115.9, -31.9, "Australia/Perth"),
        ("AU", 151.2, -33.9, "Australia/Sydney"),
        ("AU", 153.0, -27.5, "Australia/Brisbane"),
        ("AU", 145.0, -37.8, "Australia/Melbourne"),
        ("DE", 11.6, 50.0, "Europe/Berlin"),
    ],
)
def test_a_place_has_the_hour_of_its_part_of_the_country(
    code: str, lon: float, lat: float, zone: str
) -> None:
    assert TABLE.rules(code, lon, lat).time_zone == zone


def test_the_open_sea_is_in_no_country() -> None:
    assert TABLE.countries_at(-40.0, 35.0) == ()


def test_every_time_zone_is_one() -> None:
    zones = {
        TABLE.rules(code, lon, lat).time_zone
        for code in TABLE.codes()
        for lon in range(-180, 181, 4)
        for lat in range(-56, 73, 8)
    }
    assert all(ZoneInfo(zone).key == zone for zone in zones)


def test_at_least_45_countries_are_known() -> None:
    assert len(TABLE.codes()) >= 45
    assert set(CITIES) <= TABLE.codes()

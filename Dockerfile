# The product as one small image: `docker build --tag dscr .`; docker-compose.yml says how it runs.

FROM node:24-trixie-slim AS static
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY static static
RUN npm run build

FROM python:3.13-slim-trixie AS packages
COPY requirements/uv.txt requirements/base.txt /requirements/
RUN pip install --no-cache-dir --require-hashes --requirement /requirements/uv.txt \
    && uv venv /venv \
    && uv pip sync --no-cache --compile-bytecode --require-hashes --python /venv/bin/python \
        /requirements/base.txt

FROM python:3.13-slim-trixie
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin dscr \
    && install --directory --mode 700 --owner dscr /exports /packs
WORKDIR /app
COPY --from=packages /venv /venv
COPY . .
COPY --from=static /src/build/static build/static
# Gathering files opens no connection; these stand in for what only a running product is given.
RUN SECRET_KEY=unused FIELD_KEY=unused DATABASE_URL=postgresql:/// REDIS_URL=redis:// \
    python manage.py collectstatic --no-input
USER dscr
EXPOSE 8000
CMD ["gunicorn", "dscr.wsgi", "--worker-class", "gthread", "--workers", "2", "--threads", "4", \
     "--preload", "--no-control-socket", "--bind", "0.0.0.0:8000"]

# briefer in a small image: no root, nothing to download when it runs, and no network needed.
#
#   docker build -t briefer .
#   docker run --rm --network none -v "$PWD:/articles:ro" briefer article.txt
#   docker run --rm -i --network none --read-only briefer < article.txt
#
# For other extras: docker build --build-arg EXTRAS=pdf,mcp -t briefer .
FROM python:3.12-slim AS build
ARG EXTRAS=pdf,rst,zst,repair
WORKDIR /source
COPY pyproject.toml README.md LICENSE ./
COPY docs/briefer.1 docs/briefer.1
COPY src src
RUN python -m venv /opt/briefer \
    && /opt/briefer/bin/pip install --no-cache-dir ".[${EXTRAS}]"

FROM python:3.12-slim
COPY --from=build /opt/briefer /opt/briefer
ENV PATH=/opt/briefer/bin:$PATH \
    PYTHONUTF8=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    XDG_STATE_HOME=/tmp/state
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin briefer
USER 10001:10001
WORKDIR /articles
ENTRYPOINT ["briefer"]
CMD ["--help"]

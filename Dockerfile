# syntax=docker/dockerfile:1

# The full image has the compiler that better-sqlite3 needs where no ready-made binary of it can be fetched.
FROM node:24-trixie AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY src src
RUN npm run build && npm prune --omit=dev --no-audit --no-fund

FROM node:24-trixie-slim
# As process 1 Node would ignore SIGTERM until the bot listens for it, some seconds after the start. tini passes it on from the
# first moment, also where nobody thinks of `docker run --init`, and where there is no such thing, as in Kubernetes.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends tini \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json LICENSE PRIVACY.md ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY knowledge knowledge
# Everything else belongs to root, and may be mounted read-only.
RUN mkdir data && chown node:node data
VOLUME /app/data
USER node
ENV NODE_ENV=production HEALTH_PORT=8080
# Ready: connected to Discord, with claims and store. Ten in a row, five minutes, are more than a short trouble of Discord's,
# which a restart would not mend. An orchestrator that restarts what fails should ask /livez instead.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=10 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.HEALTH_PORT}/readyz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["tini", "--"]
CMD ["node", "dist/main.js"]

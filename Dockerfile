# The sandbox as an image: docker build -t event-sandbox . (docs/testing.md has a compose file).
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN node scripts/build.mjs

# What runs: Node's own SQLite is taken, so no package has to be compiled.
FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:24-slim
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json CHANGELOG.md LICENSE ./
COPY schemas schemas
RUN ln -s /app/dist/server/cli/main.js /usr/local/bin/event-sandbox \
  && mkdir /data /project \
  && chown 1000:1000 /data /project
# Only here it listens to the outside: the container's own address is the one that ports are mapped to.
ENV NODE_ENV=production EVENT_SANDBOX_HOST=0.0.0.0 EVENT_SANDBOX_STORAGE=/data
# As a number, so that a cluster can tell that it is not root: the image's user `node`.
USER 1000:1000
WORKDIR /project
VOLUME /data
EXPOSE 8192 9092
HEALTHCHECK --interval=5s --timeout=3s --start-period=10s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.EVENT_SANDBOX_PORT || 8192}/readyz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["event-sandbox"]

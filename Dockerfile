# Built in one image, run in another without compiler, linter and tests.
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build && rm -rf dist/tests dist/.tsbuildinfo dist/.stamp

FROM node:22-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/data
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund && npm cache clean --force
COPY --from=build /app/dist dist
COPY server/prepare.mjs server/prepare.mjs
COPY prisma/migrations prisma/migrations
COPY templates templates
# The data folder belongs to the account the server runs as; a volume mounted there takes that over.
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD node -e "fetch('http://127.0.0.1:' + (process.env.PORT || 3000) + '/readyz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"
# The server itself, not npm: signals reach it, and it drains.
CMD ["node", "server/prepare.mjs", "start"]

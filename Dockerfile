# Could not be tried where this was written: no container engine runs there. CI runs both RUN lines from a
# clean clone, and the last stage's command and health check as a plain process (test/program).

FROM node:24-alpine AS build
WORKDIR /app
COPY . .
RUN npm ci
RUN npm run build

# Everything is bundled: there are no production dependencies to install.
FROM node:24-alpine
LABEL org.opencontainers.image.title="Mailmitt" \
      org.opencontainers.image.description="A local SMTP mail catcher for developers" \
      org.opencontainers.image.licenses="MIT"
WORKDIR /app
COPY --from=build /app/package.json /app/LICENSE ./
COPY --from=build /app/dist ./dist
# Inside a container every interface is the container's own; what is published is up to `docker run -p`.
ENV NODE_ENV=production \
    MAILMITT_SMTP=0.0.0.0:1025 \
    MAILMITT_LISTEN=0.0.0.0:8025 \
    MAILMITT_PUBLIC_SMTP=localhost:1025
USER node
EXPOSE 1025 8025
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s \
  CMD ["node", "/app/dist/server/main.js", "readyz"]
# As process 1 it gets SIGTERM itself, handles it, and is gone within 6 s.
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "/app/dist/server/main.js"]

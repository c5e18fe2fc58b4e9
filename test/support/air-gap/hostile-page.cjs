// What a script does that has taken over the page and wants to be heard outside. Handed to the page as text.
module.exports = async function callOut() {
  const link = (rel, href) =>
    document.head.append(Object.assign(document.createElement('link'), { rel, href }))
  const attempts = {
    dnsPrefetch: () => link('dns-prefetch', 'https://prefetch.example.com'),
    preconnect: () => link('preconnect', 'https://preconnect.example.com'),
    fetch: () => void fetch('https://fetch.example.com/').catch(() => undefined),
    image: () => Object.assign(new Image(), { src: 'https://image.example.com/a.png' }),
    address: () => Object.assign(new Image(), { src: 'http://198.51.100.7/a.png' }),
    beacon: () => navigator.sendBeacon('https://beacon.example.com/', 'x'),
    socket: () => new WebSocket('wss://socket.example.com/'),
    events: () => new EventSource('https://events.example.com/'),
    transport: () => new WebTransport('https://transport.example.com/').ready.catch(() => undefined),
    frame: () =>
      document.body.append(
        Object.assign(document.createElement('iframe'), { src: 'https://frame.example.com/' }),
      ),
    popup: () => window.open('https://popup.example.com/'),
    call: async () => {
      const call = new RTCPeerConnection({
        iceServers: [{ urls: 'stun:198.51.100.9:3478' }, { urls: 'stun:stun.example.com' }],
      })
      call.createDataChannel('x')
      await call.setLocalDescription(await call.createOffer())
    },
  }
  const tried = []
  for (const [name, attempt] of Object.entries(attempts)) {
    try {
      await attempt()
    } catch {
      // Refused at once is as good as refused later.
    }
    tried.push(name)
  }
  return tried
}

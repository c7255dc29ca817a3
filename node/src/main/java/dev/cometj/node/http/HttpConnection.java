package dev.cometj.node.http;

import dev.cometj.node.http.HttpService.Work;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One connection: takes a request, has it answered, writes the answer, and only then looks at the next. What a client
/// sends meanwhile is held, and no more is read; one that waits for its answers costs no such change of mind. A client that
/// is slow at any of it is cut off.
final class HttpConnection extends SimpleChannelInboundHandler<HttpObject> {
  private static final Logger LOG = System.getLogger(HttpConnection.class.getPackageName());

  private final HttpLimits limits;
  private final AtomicLong allBodyBytes;
  private final HttpService service;
  private final HttpDate date;
  private final Queue<HttpObject> held = new ArrayDeque<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);
  private @Nullable HttpRequest head;
  private @Nullable Deadline deadline;
  private boolean isAnswering;
  private boolean isClosing;

  /// @param allBodyBytes of all connections of one address
  /// @param date for their answers
  HttpConnection(HttpLimits limits, AtomicLong allBodyBytes, HttpService service, HttpDate date) {
    this.limits = limits;
    this.allBodyBytes = allBodyBytes;
    this.service = service;
    this.date = date;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    closeAfter(context, limits.reading());
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (deadline != null) {
      deadline.end();
    }
    forgetBody();
    held.forEach(ReferenceCountUtil::release);
    held.clear();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.log(Level.DEBUG, "The connection broke remote={0} err={1}", remote(context), cause);
    var _ = context.close();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
    if (isAnswering && !isClosing) {
      held.add(ReferenceCountUtil.retain(part));
      context.channel().config().setAutoRead(false);
    } else {
      take(context, part);
    }
  }

  private void take(ChannelHandlerContext context, HttpObject part) {
    if (isClosing) {
      return;
    }
    if (part.decoderResult().isFailure()) {
      refuse(context, part.decoderResult().cause());
      return;
    }
    if (part instanceof HttpRequest request) {
      begin(context, request);
    }
    if (part instanceof HttpContent content && head != null) {
      collect(context, head, content);
    }
  }

  private void begin(ChannelHandlerContext context, HttpRequest request) {
    head = request;
    closeAfter(context, limits.reading());
    if (HttpUtil.getContentLength(request, 0L) > limits.bodyBytes()) {
      answerAndClose(context, service.bodyTooLarge());
    } else if (HttpUtil.is100ContinueExpected(request)) {
      var _ =
          context.writeAndFlush(
              new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
    }
  }

  private void collect(ChannelHandlerContext context, HttpRequest request, HttpContent content) {
    ByteBuf bytes = content.content();
    int length = bytes.readableBytes();
    if (isClosing) {
      return;
    }
    if (body.size() + (long) length > limits.bodyBytes()) {
      answerAndClose(context, service.bodyTooLarge());
      return;
    }
    if (allBodyBytes.addAndGet(length) > limits.allBodyBytes()) {
      allBodyBytes.addAndGet(-length);
      answerAndClose(context, HttpReply.error(503, "too many requests at once"));
      return;
    }
    byte[] copy = new byte[length];
    bytes.readBytes(copy);
    body.writeBytes(copy);
    if (content instanceof LastHttpContent) {
      dispatch(context, request);
    }
  }

  private void dispatch(ChannelHandlerContext context, HttpRequest request) {
    if (deadline != null) {
      deadline.clear();
    }
    isAnswering = true;
    HttpQuery query;
    try {
      query = query(request);
    } catch (IllegalArgumentException e) {
      answerAndClose(context, HttpReply.error(400, "400 Bad Request"));
      return;
    }
    forgetBody();
    head = null;
    boolean isKept = HttpUtil.isKeepAlive(request);
    boolean isHead = request.method().equals(HttpMethod.HEAD);
    Consumer<HttpReply> writer =
        reply -> context.executor().execute(() -> write(context, reply, isHead, isKept));
    switch (begin(query)) {
      case Work.Blocking(Supplier<HttpReply> answer) ->
          Thread.startVirtualThread(() -> writer.accept(reply(query, answer)));
      case Work.Later(CompletionStage<HttpReply> later) ->
          later.whenComplete(
              (reply, failure) -> writer.accept(failure == null ? reply : failed(query, failure)));
    }
  }

  private Work begin(HttpQuery query) {
    try {
      return service.begin(query);
    } catch (RuntimeException e) {
      return new Work.Later(CompletableFuture.failedStage(e));
    }
  }

  private static HttpReply reply(HttpQuery query, Supplier<HttpReply> answer) {
    try {
      return answer.get();
    } catch (RuntimeException e) {
      return failed(query, e);
    }
  }

  private static HttpReply failed(HttpQuery query, Throwable failure) {
    LOG.log(Level.ERROR, "No answer to " + query.path(), failure);
    return HttpReply.error(500, "Internal Server Error");
  }

  private HttpQuery query(HttpRequest request) {
    QueryStringDecoder uri = new QueryStringDecoder(request.uri());
    Map<String, String> headers = new HashMap<>();
    request
        .headers()
        .forEach(header ->
            headers.putIfAbsent(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
    return new HttpQuery(
        request.method().name(),
        uri.path(),
        uri.parameters(),
        headers,
        body.toString(StandardCharsets.UTF_8));
  }

  private void refuse(ChannelHandlerContext context, Throwable cause) {
    boolean isTooLong =
        cause instanceof TooLongHttpHeaderException || cause instanceof TooLongHttpLineException;
    answerAndClose(
        context,
        isTooLong
            ? HttpReply.error(431, "431 Request Header Fields Too Large")
            : HttpReply.error(400, "400 Bad Request"));
  }

  private void answerAndClose(ChannelHandlerContext context, HttpReply reply) {
    isClosing = true;
    forgetBody();
    write(context, reply, false, false);
  }

  private void write(
      ChannelHandlerContext context, HttpReply reply, boolean isHead, boolean isKept) {
    closeAfter(context, limits.writing());
    byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(reply.status()),
            isHead ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(bytes));
    reply.headers().forEach((name, value) -> response.headers().set(name, value));
    response.headers().set("Date", date.now());
    response.headers().set("Content-Length", bytes.length);
    if (!isKept) {
      response.headers().set("Connection", "close");
    }
    ChannelFuture written = context.writeAndFlush(response);
    if (isKept) {
      var _ = written.addListener(_ -> readNext(context));
    } else {
      var _ = written.addListener(ChannelFutureListener.CLOSE);
    }
  }

  private void readNext(ChannelHandlerContext context) {
    closeAfter(context, limits.reading());
    isAnswering = false;
    HttpObject part;
    while (!isAnswering && (part = held.poll()) != null) {
      try {
        take(context, part);
      } finally {
        ReferenceCountUtil.release(part);
      }
    }
    if (held.isEmpty()) {
      context.channel().config().setAutoRead(true);
    }
  }

  private void closeAfter(ChannelHandlerContext context, Duration time) {
    if (context.channel().isActive()) {
      if (deadline == null) {
        deadline = new Deadline(() -> hangUp(context));
      }
      deadline.set(context, time);
    }
  }

  private static void hangUp(ChannelHandlerContext context) {
    LOG.log(Level.DEBUG, "Too slow, hanging up remote={0}", remote(context));
    var _ = context.close();
  }

  private void forgetBody() {
    allBodyBytes.addAndGet(-body.size());
    body.reset();
  }

  private static Object remote(ChannelHandlerContext context) {
    return String.valueOf(context.channel().remoteAddress());
  }
}

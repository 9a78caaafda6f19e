"""FastAPI's first steps and its WebSocket chapter in one, with a lifespan."""

from contextlib import asynccontextmanager

from fastapi import FastAPI, WebSocket, WebSocketDisconnect
from fastapi.responses import StreamingResponse

models = {}


@asynccontextmanager
async def lifespan(app):
    models["answer"] = lambda x: x * 42
    yield
    models.clear()


app = FastAPI(lifespan=lifespan)


@app.get("/")
async def root():
    return {"message": "Hello World"}


@app.get("/predict")
async def predict(x: float):
    return {"result": models["answer"](x)}


@app.get("/stream")
async def stream():
    async def pieces():
        for number in range(10):
            yield b"some fake video bytes %d;" % number

    return StreamingResponse(pieces())


@app.websocket("/ws")
async def websocket_endpoint(websocket: WebSocket):
    await websocket.accept()
    try:
        while True:
            data = await websocket.receive_text()
            await websocket.send_text(f"Message text was: {data}")
    except WebSocketDisconnect:
        models["left"] = True
